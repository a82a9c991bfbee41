import type { LimitedText, TakenText, TextReservation, TextRoute } from "@/lib/two-factor/core/limit/sms";
import type { RequestContext } from "@/lib/two-factor/core/request";

/** Counters that keep an SMS from costing more than it may. */
export interface SmsLimitStore {
  /**
   * Reserves one text before its code is made, or says which limit is in the way: the pause of its country, the day's
   * budget, the block of its number. All three have room, or none is counted.
   */
  takeText(input: { to: TextRoute; accountId: string; context: RequestContext }): Promise<TakenText>;

  /** Nothing was written for the reservation: the day's budget gets it back. The block of numbers keeps its count. */
  giveTextBack(reservation: TextReservation): Promise<void>;

  /** What would stop a text now, as far as can be seen without reserving one. Null when nothing would. */
  readTextLimit(to: TextRoute): Promise<LimitedText | null>;
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
