/** What a text (an SMS with a code) is counted by. Why there are three limits: docs/threat-model.md. */

/** What may stop a text: its number's block, its country, or the day's budget for all of them. */
export const textLimits = ["prefix", "country", "day"] as const;
export type TextLimit = (typeof textLimits)[number];

/** Where a text goes, as far as money is concerned: its country, such as "+49 DE", and the block of its number. */
export type TextRoute = { country: string; prefix: string };

/**
 * A text that was counted before it is written. `day` names the day's budget that it was taken from, `block` the count of
 * its block of numbers.
 */
export type TextReservation = { country: string; cost: number; day: Date; block: { prefix: string; since: Date } };

export type LimitedText = { limit: TextLimit; retryAfterSeconds: number };

const digitsOfBlock = 3;

/** `news` is for the operator, and told once: the first refusal of a window, and what became of the country. */
export type TakenText = ({ ok: true; reservation: TextReservation } | ({ ok: false } & LimitedText)) & {
  news: "refused" | "paused" | "probed" | "resumed" | null;
};

/** The number without its last three digits: who earns by texts rents numbers by the thousand, next to each other. */
export function numberPrefix(number: string): string {
  return number.slice(0, -digitsOfBlock);
}

/** Words of a failed delivery after which certainly nothing left. Of all others a provider may have sent the text. */
const neverLeft: ReadonlySet<string> = new Set([
  "country-not-allowed",
  "invalid-number",
  "no-channel",
  "number-recently-moved",
  "number-type-not-allowed",
  "opted-out",
  "rate-limited",
  "rejected",
  "resting",
  "unreadable",
  "unsafe-recipient",
]);

/** Only what was certainly not sent may be given back. A message that comes too late may have left in an earlier claim. */
export function isCertainlyUnsent({ failure, claim }: { failure: string; claim: number }): boolean {
  return neverLeft.has(failure) || (failure === "too-late" && claim === 1);
}
