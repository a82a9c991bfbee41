/** How long messages wait, and how often one is taken up. */
export const deliveryLimits = {
  /** The instance that queued a message sends it; after this long any instance takes it up. */
  headStartSeconds: 2,
  /** For one message over all providers and retries. */
  sendSeconds: 20,
  /** A claim outlasts every send, so that two never send at once. */
  claimSeconds: 30,
  /** A notice is taken up so often at most; a code only as long as it can be answered. */
  claimsOfNotice: 6,
  /** After this long a notice is no news. */
  noticeHours: 24,
} as const;

/** Seconds until a notice is tried again: 30 at first, four times as long after each failure. */
export function noticeBackOffSeconds(claim: number): number {
  return 30 * 4 ** (claim - 1);
}

/** Why a message was handed to no channel, or what the channel did not say itself. Explained in docs/operations.md. */
export const unsentReasons = ["too-late", "interrupted", "unreadable", "no-channel", "fault"] as const;
export type UnsentReason = (typeof unsentReasons)[number];
