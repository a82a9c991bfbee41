import { browser, currentSession } from "@/lib/host/two-factor";

/** Whose cart: an account's, or that of a browser nobody is signed in to. */
export type CartOwner = { accountId: string | null; browserHash: string };

export function ownerKey({ accountId, browserHash }: CartOwner): string {
  return accountId === null ? browserKey(browserHash) : accountKey(accountId);
}

export function accountKey(accountId: string): string {
  return `account:${accountId}`;
}

export function browserKey(browserHash: string): string {
  return `browser:${browserHash}`;
}

/** The owner of the cart in this request. */
export async function cartOwner(): Promise<CartOwner> {
  const [session, { browserHash }] = await Promise.all([currentSession(), browser().context()]);
  return { accountId: session?.accountId ?? null, browserHash };
}
