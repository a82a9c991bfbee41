/** Rows as the rules see them: plain data, seconds by the database's clock. */
import type { ChallengeState } from "@/lib/two-factor/core/code/challenge";
import type { LimitedText, TextReservation } from "@/lib/two-factor/core/limit/sms";
import type { AuthenticationMethod, Channel, DeliveryState, Purpose } from "@/lib/two-factor/core/words";

/** Who is asking, as the server saw it. Never read from a form. */
export type RequestContext = {
  requestId: string;
  /** Client address from trusted hops only; "unknown" when there is none. */
  ip: string;
  userAgent: string;
  /** SHA-256 of the long-lived browser cookie, base64url. */
  browserHash: string;
  /** BCP 47 tag of the page's language. */
  locale: string;
};

export type Authenticator = { id: string; channel: Channel; address: string };

/** The account as the second step sees it. Seconds are by the database's clock; 0 means "now". */
export type Protection = {
  accountId: string;
  enabled: boolean;
  preferredChannel: Channel | null;
  /** BCP 47, as the person chose it for messages; null follows the request. */
  locale: string | null;
  /** Verified and not removed. */
  authenticators: Authenticator[];
  codesDisabled: boolean;
  /** > 0 while the budget of wrong answers is spent. */
  lockedForSeconds: number;
  /** > 0 while no further code may be sent (cool-down or caps). */
  resendInSeconds: number;
};

export type PendingSignIn = {
  id: string;
  accountId: string;
  amr: AuthenticationMethod[];
  returnPath: string;
  /** Where its codes go since the person had one sent the other way; null follows their setting. */
  channel: Channel | null;
  secondsLeft: number;
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

/** What a provider told, under its signature, of a message it had taken. */
export type DeliveryReport = {
  provider: string;
  providerMessageId: string;
  /** Ours, where the provider sends it back. It finds the message even if its answer never reached us. */
  deliveryId: string | null;
  state: Exclude<DeliveryState, "queued">;
  at: Date;
};

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

/** `news` is for the operator, and told once: the first refusal of a window, and what became of the country. */
export type TakenText = ({ ok: true; reservation: TextReservation } | ({ ok: false } & LimitedText)) & {
  news: "refused" | "paused" | "probed" | "resumed" | null;
};

/** A message that tells what the statement it is given to makes true. */
export type NewNotice = { deliveryId: string; channel: Channel; sealed: string };

/** A message that somebody took up, to send it. */
export type ClaimedDelivery = {
  id: string;
  accountId: string;
  /** Null for a notice. */
  challengeId: string | null;
  channel: Channel;
  /** How often it was taken up, this time included: by this the store knows whose word on it still counts. */
  claim: number;
  sealed: string | null;
  queuedAt: Date;
  /** Somebody took it up before and never said how that ended, so it may have left. */
  isRepeat: boolean;
  /** False once its code was replaced, answered or is over, and when its own time has passed. */
  isWanted: boolean;
};

/** How a claim ended. */
export type DeliveryOutcome = { provider: string; attempts: number } & (
  | { state: "sent"; providerMessageId: string | null }
  | { state: "failed"; failure: string }
  /** It did not leave, and is to be tried again. */
  | { state: "queued"; failure: string; retryInSeconds: number }
);

/** What became of a notice, to be written down with the next look for messages. */
export type EndedDelivery = { deliveryId: string; claim: number; context: RequestContext } & DeliveryOutcome;

/** The row that a message is sealed for. */
export type SealedFor = { deliveryId: string; accountId: string };

export type Issued =
  | { issued: true; challenge: ChallengeRecord }
  /** Nothing was written. `lockedForSeconds`, `codesDisabled` and `resendInSeconds` say why. */
  | { issued: false; codesDisabled: boolean; lockedForSeconds: number; resendInSeconds: number; capped: boolean };

/** An attempt that was counted on the account and on the challenge, and may now be compared. */
export type Reserved = Mac & { attemptsLeft: number };

export type NewSession = {
  idHash: string;
  accountId: string;
  browserHash: string;
  amr: AuthenticationMethod[];
  acr: string;
};

export type SessionRecord = {
  accountId: string;
  amr: AuthenticationMethod[];
  acr: string;
  /** When the last factor was proved. */
  authenticatedAt: Date;
};
