/** Why a message did not leave, in one word for the operator. docs/operations.md explains each; a check compares them. */
export const deliveryFailures = [
  "rate-limited",
  "provider-error",
  "timeout",
  "unreachable",
  "rejected",
  "invalid-response",
  /** The connection could not be made secure. */
  "untrusted",
  "invalid-number",
  /** A kind of number that no code goes to: premium, fixed line, and so on. */
  "number-type-not-allowed",
  "country-not-allowed",
  /** The carrier says it changed its SIM or its owner a moment ago, or could not say that it did not. */
  "number-recently-moved",
  /** The person told the carrier or the provider to send nothing more. */
  "opted-out",
  /** Every provider failed so often of late that none was called. */
  "resting",
  /** The stored address is not one plain recipient; nothing was sent. */
  "unsafe-recipient",
] as const;
export type DeliveryFailure = (typeof deliveryFailures)[number];
