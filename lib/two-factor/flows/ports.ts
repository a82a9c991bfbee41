/** Everything a flow may use of the world outside. The interfaces lie beside the flows that need them. */
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { Channel } from "@/lib/two-factor/core/words";
import type { AccountStore } from "@/lib/two-factor/flows/account/ports";
import type { CodeMacPort, CodeStore, DigestPort } from "@/lib/two-factor/flows/code/ports";
import type { AddressLimits, SmsLimitStore, TextRoutePort } from "@/lib/two-factor/flows/limit/ports";
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
