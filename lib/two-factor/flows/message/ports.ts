/** What a message to a person is, what carries it, and its row until it has left. */
import type { Line } from "@/lib/two-factor/core/approval/approval";
import type { NoticeContent } from "@/lib/two-factor/core/message/notice";
import type {
  ClaimedDelivery,
  DeliveryOutcome,
  DeliveryReport,
  EndedDelivery,
  SealedFor,
} from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { Channel, Purpose } from "@/lib/two-factor/core/words";

/** Rows of messages on their way. */
export interface MessageStore {
  /** One winner: takes up the message that was just queued, for longer than a send may last. Null when somebody has it. */
  claimDelivery(deliveryId: string): Promise<ClaimedDelivery | null>;

  /**
   * Takes up notices, messages that nobody took up in time, and those whose claim ran out; the longest due first. Writes
   * down what became of the notices in `ended`, as `markDelivery` would.
   */
  claimDueDeliveries(input: { atMost: number; ended?: readonly EndedDelivery[] }): Promise<ClaimedDelivery[]>;

  /**
   * The message left, or did not; changes nothing once somebody else has taken it up. A failed code gives its send back,
   * so that the person may ask again at once. What left or failed is no longer kept.
   */
  markDelivery(input: { deliveryId: string; claim: number; context: RequestContext } & DeliveryOutcome): Promise<void>;

  /**
   * A provider's report, signature already checked. Moves the message forward or not at all, so that a replayed or late
   * report changes nothing. A code that did not arrive ends the wait for the next one, and stays counted. True when it
   * changed something.
   */
  recordDeliveryReport(input: DeliveryReport & { context: RequestContext }): Promise<boolean>;
}

/** A code on its way to a person. The only place where the clear code exists outside the person's message. */
export type CodeMessage = {
  /** Idempotency key for the provider: the delivery's id. */
  deliveryId: string;
  purpose: Purpose;
  to: string;
  code: string;
  reference: string;
  minutes: number;
  locale: string;
  /** Of an approval: its action and the very lines that the page shows. */
  approval?: { action: string; lines: readonly Line[] };
  /** Where the request came from, for the person to recognise. */
  origin: RequestOrigin;
};

export type RequestOrigin = { ip: string; userAgent: string; at: Date };

/** One thing a message tells, such as "Amount" and "12.00 EUR", in the person's language. Either part may hold foreign text. */
export type MessageLine = { label: string; value: string };

/** Tells a person that something happened to their account. Holds no code and asks for nothing. */
export type NoticeMessage = {
  /** Idempotency key for the provider. */
  deliveryId: string;
  notice: NoticeContent;
  to: string;
  locale: string;
  lines?: readonly MessageLine[];
  origin: RequestOrigin;
};

export type SendResult =
  | { ok: true; provider: string; providerMessageId: string | null; attempts: number }
  /** `failure` is a short word for the operator, never the provider's whole text; `again` where it may pass. */
  | { ok: false; provider: string; failure: string; attempts: number; again?: boolean };

/** One way to reach people. Never throws for what a provider says or does not say. */
export interface ChannelPort {
  channel: Channel;
  /** The provider knows a message that it is given twice by its delivery id, and sends it once. */
  repeatable?: boolean;
  /** `withinMs` shortens the channel's own time limit for this message. */
  send(message: CodeMessage, limits?: { withinMs?: number }): Promise<SendResult>;
}

/** A channel that carries notices as well. */
export interface MessageChannel extends ChannelPort {
  send(message: CodeMessage | NoticeMessage, limits?: { withinMs?: number }): Promise<SendResult>;
}

/** What a provider posted to us. `url` is the public address it was told to post to, with its query. */
export type PostedReport = { url: string; headers: Headers; body: string };

/**
 * Reads a provider's report of a delivery: "forged" without a good signature, "malformed" when it is signed and still
 * makes no sense, null when it tells nothing of interest.
 */
export type ReportReader = (posted: PostedReport) => Promise<DeliveryReport | "forged" | "malformed" | null>;

/** Keeps messages unreadable to whoever has the database alone. */
export interface SealerPort {
  seal(text: string, owner: SealedFor): string;
  /** Throws TwoFactorFault("misconfigured") for a text that was changed, or sealed elsewhere or for another row. */
  unseal(sealed: string, owner: SealedFor): string;
}

/** Runs work after the response is on its way (in Next.js: `after`). */
export type AfterResponse = (work: () => Promise<void>) => void;
