/** Everything a flow may use of the world outside. The interfaces lie beside the flows that need them. */
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { Channel } from "@/lib/two-factor/core/words";
import type { AccountStore } from "@/lib/two-factor/flows/account/ports";
import type { CodeMacPort, CodeStore, DigestPort } from "@/lib/two-factor/flows/code/ports";
import type { Factor } from "@/lib/two-factor/flows/factor/ports";
import type { AddressLimits, SmsLimitStore, SmsRoutePort } from "@/lib/two-factor/flows/limit/ports";
import type { AfterResponse, MessageChannel, MessageStore, SealerPort } from "@/lib/two-factor/flows/message/ports";
import type { SessionStore } from "@/lib/two-factor/flows/session/ports";
import type { SignInStore } from "@/lib/two-factor/flows/sign-in/ports";

/**
 * Rows in PostgreSQL. Each method is one call on database time, so that a race has one winner.
 * Throws TwoFactorFault("store-unavailable") when the database does not answer.
 */
export type Store = AccountStore & CodeStore & MessageStore & SessionStore & SignInStore & SmsLimitStore;

export interface RandomPort {
  /** Uniform decimal digits, leading zeros included. */
  digits(count: number): string;
  /** Three letters without look-alikes, shown on page and message. */
  reference(): string;
  /** 256 bits, base64url. */
  token(): string;
  id(): string;
}

/** SHA-256 of an opaque token, base64url: what is stored in its place. */
export type HashPort = (token: string) => string;

/** Structured log, one line per event. Redacts by itself. */
export interface LogPort {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** Everything a factor may use. */
export type FactorPorts = {
  store: Store;
  channels: Partial<Record<Channel, MessageChannel>>;
  mac: CodeMacPort;
  sealer: SealerPort;
  random: RandomPort;
  hash: HashPort;
  digest: DigestPort;
  smsRoute: SmsRoutePort;
  addressLimits: AddressLimits;
  afterResponse: AfterResponse;
  log: LogPort;
  limits: Limits;
};

/** Everything a flow may use. */
export type Ports = FactorPorts & {
  /** Those that can work here, in the order in which they are asked for. */
  factors: readonly Factor[];
  /** Factors that a person may prove instead of the one that comes first. */
  switchableTo: readonly FactorName[];
};
