/** What an SMS with a code is counted by. Why there are three limits: docs/threat-model.md. */

/** What may stop an SMS: its number's block, its country, or the day's budget for all of them. */
export const smsLimits = ["prefix", "country", "day"] as const;
export type SmsLimit = (typeof smsLimits)[number];

/** Where an SMS goes, as far as money is concerned: its country, such as "+49 DE", and the block of its number. */
export type SmsRoute = { country: string; prefix: string };

/**
 * An SMS that was counted before it is written. `day` names the day's budget that it was taken from, `block` the count of
 * its block of numbers.
 */
export type SmsReservation = { country: string; cost: number; day: Date; block: { prefix: string; since: Date } };

export type LimitedSms = { limit: SmsLimit; retryAfterSeconds: number };

const digitsOfBlock = 3;

/** `news` is for the operator, and told once: the first refusal of a window, and what became of the country. */
export type TakenSms = ({ ok: true; reservation: SmsReservation } | ({ ok: false } & LimitedSms)) & {
  news: "refused" | "paused" | "probed" | "resumed" | null;
};

/** The number without its last three digits: a fraud that earns by SMS rents numbers by the thousand, next to each other. */
export function numberPrefix(number: string): string {
  return number.slice(0, -digitsOfBlock);
}

/** Words of a failed delivery after which certainly nothing left. Of all others a provider may have sent the SMS. */
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
