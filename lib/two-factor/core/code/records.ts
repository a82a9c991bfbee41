/** Challenges and their codes as the rules see them: plain data, seconds by the database's clock. */
import type { ChallengeState } from "@/lib/two-factor/core/code/challenge";
import type { TextReservation } from "@/lib/two-factor/core/limit/sms";
import type { Channel, DeliveryState, Purpose } from "@/lib/two-factor/core/words";

export type Mac = { mac: string; keyId: string; macVersion: number };

export type NewChallenge = Mac & {
  id: string;
  deliveryId: string;
  accountId: string;
  purpose: Purpose;
  channel: Channel;
  authenticatorId: string;
  browserHash: string;
  bindingDigest: string;
  reference: string;
  /** Its message, for the row of the delivery. */
  sealed: string;
  /** What was reserved for it where it is a text; without, the database takes none. */
  text: TextReservation | null;
};

/** A challenge row as read; `state` is already judged by the database's clock (a pending row past its time reads "expired"). */
export type ChallengeRecord = {
  id: string;
  accountId: string;
  purpose: Purpose;
  channel: Channel;
  authenticatorId: string;
  reference: string;
  state: ChallengeState;
  attemptsLeft: number;
  secondsLeft: number;
  issuedAt: Date;
  delivery: DeliveryState | null;
};

export type Issued =
  | { issued: true; challenge: ChallengeRecord }
  /** Nothing was written. `lockedForSeconds`, `codesDisabled` and `resendInSeconds` say why. */
  | { issued: false; codesDisabled: boolean; lockedForSeconds: number; resendInSeconds: number; capped: boolean };

/** An attempt that was counted on the account and on the challenge, and may now be compared. */
export type Reserved = Mac & { attemptsLeft: number };
