/** Challenges as the rules see them: plain data, seconds by the database's clock. */
import type { ChallengeState } from "@/lib/two-factor/core/code/challenge";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { SmsReservation } from "@/lib/two-factor/core/limit/sms";
import type { Channel, DeliveryState, Purpose } from "@/lib/two-factor/core/words";

/** What is kept of a code in its place. */
export type Mac = { mac: string; keyId: string; macVersion: number };

/** A message that is queued with its challenge. */
export type NewMessage = {
  deliveryId: string;
  channel: Channel;
  sealed: string;
  /** What was reserved for it where it is an SMS; without, the database takes none. */
  sms: SmsReservation | null;
};

/** What a challenge is tied to, whatever its factor. */
export type ChallengeFrame = {
  id: string;
  accountId: string;
  purpose: Purpose;
  factor: FactorName;
  authenticatorId: string;
  browserHash: string;
  bindingDigest: string;
};

export type NewChallenge = ChallengeFrame & {
  /** What its factor compares an answer with. Nothing else reads it. */
  expected: Json;
  reference: string | null;
  message: NewMessage | null;
};

/** A challenge row as read; `state` is already judged by the database's clock (a pending row past its time reads "expired"). */
export type ChallengeRecord = {
  id: string;
  accountId: string;
  purpose: Purpose;
  factor: FactorName;
  authenticatorId: string;
  /** Null where no message carried it. */
  reference: string | null;
  state: ChallengeState;
  attemptsLeft: number;
  secondsLeft: number;
  issuedAt: Date;
  delivery: DeliveryState | null;
};

export type Issued =
  | { issued: true; challenge: ChallengeRecord }
  /** Nothing was written. `lockedForSeconds`, `codesDisabled` and `sendAgainInSeconds` say why. */
  | { issued: false; codesDisabled: boolean; lockedForSeconds: number; sendAgainInSeconds: number; capped: boolean };

/** An attempt that was counted on the challenge, and on the account where it could be guessed. It may now be compared. */
export type Reserved = {
  attemptsLeft: number;
  /** As it was written with the challenge. */
  expected: Json;
  /** What the factor keeps of its authenticator, such as a sealed secret or a public key; null where it keeps nothing. */
  kept: Json;
  /** The database's time. */
  at: Date;
};
