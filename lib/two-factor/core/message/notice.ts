import type { Channel, SecurityChange } from "@/lib/two-factor/core/words";

/** An address or a phone number, and what reaches it. */
export type Destination = { channel: Channel; address: string };

/** What a notice tells. */
export type NoticeContent =
  | { about: "new-sign-in" }
  | { about: "security-change"; change: SecurityChange }
  /** In the words of the action: a name and one sentence. `approvalId` leads to its receipt. */
  | { about: "action-done"; title: string; happened: string; everyAddress?: boolean; approvalId: string };

/** Where the receipt of an approval is shown, to its own account and to nobody else. */
export function receiptPath(approvalId: string): string {
  return `/account/security/receipts/${approvalId}`;
}

/**
 * Where a notice goes. A security change, and an action that asks for it, goes to every address, so that a stranger who
 * holds one of them cannot keep it from the person (NIST SP 800-63B-4, section 4.6). Anything else goes by e-mail, and
 * only where there is none by SMS.
 */
export function destinationsOf(
  told: NoticeContent,
  addresses: readonly Destination[],
  reachable: readonly Channel[],
): Destination[] {
  const usable = distinct(addresses.filter(({ channel }) => reachable.includes(channel)));
  const byEmail = usable.filter(({ channel }) => channel === "email");
  const isForAll = told.about === "security-change" || (told.about === "action-done" && told.everyAddress);
  return isForAll || byEmail.length === 0 ? usable : byEmail;
}

function distinct(addresses: readonly Destination[]): Destination[] {
  const byText = new Map(addresses.map(({ channel, address }) => [`${channel} ${address}`, { channel, address }]));
  return [...byText.values()];
}
