/** What the flows need from outside. Adapters under store/, channels/, crypto/ and next/ provide it; tests may too. */
import type { AuditEvent } from "@/lib/two-factor/core/audit";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { LimitedText, TextReservation, TextRoute } from "@/lib/two-factor/core/limit/sms";
import type {
  ChallengeRecord,
  ClaimedDelivery,
  DeliveryOutcome,
  DeliveryReport,
  EndedDelivery,
  Issued,
  Mac,
  NewChallenge,
  NewNotice,
  NewSession,
  PendingSignIn,
  Protection,
  RequestContext,
  Reserved,
  SessionRecord,
  TakenText,
} from "@/lib/two-factor/core/records";
import type { AuthenticationMethod, Channel, Purpose } from "@/lib/two-factor/core/words";
import type { CodeMacPort, DigestPort, HashPort, RandomPort, SealerPort } from "@/lib/two-factor/crypto-ports";
import type { MessageChannel } from "@/lib/two-factor/message-ports";

export type * from "@/lib/two-factor/approval-ports";
export type * from "@/lib/two-factor/core/approval/records";
export type * from "@/lib/two-factor/core/limit/sms";
export type * from "@/lib/two-factor/core/records";
export type * from "@/lib/two-factor/crypto-ports";
export type * from "@/lib/two-factor/message-ports";

/**
 * Rows in PostgreSQL. Each method is one SQL statement on database time, so that a race has one winner.
 * Throws TwoFactorFault("store-unavailable") when the database does not answer.
 */
export interface Store {
  /** Reads the account's protection; an account without a row is simply not enabled. */
  readProtection(accountId: string): Promise<Protection>;

  /**
   * After a correct password. When the second step is on: opens (or renews, for the same browser) the pending sign-in
   * and returns it with the account's protection. When it is off, or the account has another version by now: writes nothing and returns null.
   */
  openPendingSignIn(input: {
    id: string;
    accountId: string;
    tokenHash: string;
    amr: AuthenticationMethod[];
    returnPath: string;
    accountVersion: number | null;
    context: RequestContext;
  }): Promise<{ pending: PendingSignIn; protection: Protection; live: ChallengeRecord | null } | null>;

  /** The open pending sign-in of this cookie and browser with its newest challenge (of any state), or null. */
  findPendingSignIn(input: {
    tokenHash: string;
    browserHash: string;
  }): Promise<{ pending: PendingSignIn; protection: Protection; challenge: ChallengeRecord | null } | null>;

  /**
   * Reserves a send (cool-down, hourly and daily caps, locks), ends the live challenge of the same account, purpose and
   * browser, writes the new one and its queued delivery. Never touches the budget of wrong answers.
   */
  issueChallenge(input: { challenge: NewChallenge; context: RequestContext }): Promise<Issued>;

  /**
   * Reserves one text before its code is made, or says which limit is in the way: the pause of its country, the day's
   * budget, the block of its number. All three have room, or none is counted.
   */
  takeText(input: { to: TextRoute; accountId: string; context: RequestContext }): Promise<TakenText>;

  /** Nothing was written for the reservation: the day's budget gets it back. The block of numbers keeps its count. */
  giveTextBack(reservation: TextReservation): Promise<void>;

  /** What would stop a text now, as far as can be seen without reserving one. Null when nothing would. */
  readTextLimit(to: TextRoute): Promise<LimitedText | null>;

  /** As `issueChallenge`, for a pending sign-in that is still open; its further codes go the same way. */
  switchChannel(input: { pendingSignInId: string; challenge: NewChallenge; context: RequestContext }): Promise<Issued>;

  /** Counts the attempt on the account's budget and on the challenge, only where both still allow it; null otherwise. */
  reserveAttempt(input: {
    challengeId: string;
    accountId: string;
    purpose: Purpose;
    browserHash: string;
    bindingDigest: string;
  }): Promise<Reserved | null>;

  /**
   * After a wrong comparison: audits it, ends the challenge when its last attempt is used, and disables codes at the
   * consecutive limit. `notices` tell of that, and are queued where it does.
   */
  recordWrongAnswer(input: {
    challengeId: string;
    accountId: string;
    context: RequestContext;
    notices?: readonly NewNotice[];
  }): Promise<{ lockedForSeconds: number; codesDisabled: boolean }>;

  /** Codes of the same account, purpose and browser that were replaced in the last 24 h, newest first, at most five. */
  findSupersededCodes(input: {
    accountId: string;
    purpose: Purpose;
    browserHash: string;
  }): Promise<(Mac & { challengeId: string; reference: string; channel: Channel; bindingDigest: string })[]>;

  /**
   * One winner: consumes the challenge, gives the reservation back, ends the pending sign-in and opens the session,
   * all or nothing. False when somebody else was first or time ran out meanwhile. A channel that was switched to becomes
   * the person's setting. `notices` are queued with the session where this browser never signed in to the account before,
   * `channelNotices` where the setting changes.
   */
  completeSignIn(input: {
    challengeId: string;
    pendingSignInId: string;
    session: NewSession;
    context: RequestContext;
    notices?: readonly NewNotice[];
    channelNotices?: readonly NewNotice[];
  }): Promise<boolean>;

  /**
   * Opens a session without a second step, only where the account has it off; `notices` as for `completeSignIn`. False
   * where it is on, and where the version that was read before the first step is not the account's any more; null asks
   * for no version.
   */
  openSession(input: {
    session: NewSession;
    accountVersion: number | null;
    context: RequestContext;
    notices?: readonly NewNotice[];
  }): Promise<boolean>;

  /** One primary-key read: the live session or null; marks it seen (at most once a minute). */
  readSession(idHash: string): Promise<SessionRecord | null>;

  /** Whose session this is or was, in the browser that opened it. Grants nothing: it may be long over. */
  ownerOfSession(input: { idHash: string; browserHash: string }): Promise<string | null>;

  /** Ends a session at once. Silent when it is over already. */
  revokeSession(input: { idHash: string; because: "sign-out" | "revoked"; context: RequestContext }): Promise<void>;

  /**
   * Before a first step: whether this browser has signed in to this account before (device-cookie throttling, OWASP), and
   * the account's version. An account nobody has heard of is like one that is new.
   */
  viewAccount(input: { accountId: string; browserHash: string }): Promise<{ knowsBrowser: boolean; version: number }>;

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

  /** `oncePerHour` leaves out what the account's trail says of the last hour already, in the same words. */
  recordEvent(event: AuditEvent, context: RequestContext, options?: { oncePerHour?: boolean }): Promise<void>;

  /** Deletes challenges, deliveries and pending sign-ins a day after their end (requirement J-06), sessions after `rememberedDays`. Returns how many rows went. */
  sweep(): Promise<number>;

  /** Wrong answers of all accounts in the last 24 h, from the audit trail. */
  countWrongAnswers(): Promise<number>;

  /** True when the database answers. */
  ping(): Promise<boolean>;
}

/** Where a text to this number goes. */
export type TextRoutePort = (number: string) => TextRoute;

/** Counters per address that all instances share. */
export interface AddressLimits {
  /** Counts one. `isFirstRefusal` is true once per window, so that a flood is told of once. */
  take(limit: AddressLimit, key: string): Promise<TakenFromAddress>;
  /** Counts one against each of two, in one statement; the answers are in the same order. */
  takeBoth(one: WantedFromAddress, other: WantedFromAddress): Promise<readonly [TakenFromAddress, TakenFromAddress]>;
  giveBack(limit: AddressLimit, key: string): Promise<void>;
}
export type WantedFromAddress = { limit: AddressLimit; key: string };
export type TakenFromAddress = { ok: true } | { ok: false; retryAfterSeconds: number; isFirstRefusal: boolean };
export type AddressLimit = "sign-in" | "answer" | "send-from-address" | "send-to-destination" | "send-to-unproved";

/** Structured log, one line per event. Redacts by itself. */
export interface LogPort {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** Runs work after the response is on its way (in Next.js: `after`). */
export type AfterResponse = (work: () => Promise<void>) => void;

/** The browser's side of a request: what next/ reads and writes. */
export interface BrowserPort {
  context(): Promise<RequestContext>;
  pendingToken(): Promise<string | null>;
  keepPendingToken(token: string, lifetimeMinutes: number): Promise<void>;
  dropPendingToken(): Promise<void>;
}

/** Everything a flow may use. */
export type Ports = {
  store: Store;
  channels: Partial<Record<Channel, MessageChannel>>;
  mac: CodeMacPort;
  sealer: SealerPort;
  random: RandomPort;
  hash: HashPort;
  digest: DigestPort;
  textRoute: TextRoutePort;
  addressLimits: AddressLimits;
  afterResponse: AfterResponse;
  log: LogPort;
  limits: Limits;
  /** Channels that a person may have a code sent by instead, where they are verified and configured. */
  switchableTo: readonly Channel[];
};
