/** Messages on their way, as the rules see them. */
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { Channel, DeliveryState } from "@/lib/two-factor/core/words";

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

/** The row that a text is sealed for: a message, or what a first step brought. */
export type SealedFor = { rowId: string; accountId: string };

/** What a provider told, under its signature, of a message it had taken. */
export type DeliveryReport = {
  provider: string;
  providerMessageId: string;
  /** Ours, where the provider sends it back. It finds the message even if its answer never reached us. */
  deliveryId: string | null;
  state: Exclude<DeliveryState, "queued">;
  at: Date;
};
