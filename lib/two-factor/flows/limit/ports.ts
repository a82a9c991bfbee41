import type { LimitedSms, SmsReservation, SmsRoute, TakenSms } from "@/lib/two-factor/core/limit/sms";
import type { RequestContext } from "@/lib/two-factor/core/request";

/** Counters that keep an SMS from costing more than it may. */
export interface SmsLimitStore {
  /**
   * Reserves one SMS before its code is made, or says which limit is in the way: the pause of its country, the day's
   * budget, the block of its number. All three have room, or none is counted.
   */
  takeSms(input: { to: SmsRoute; accountId: string; context: RequestContext }): Promise<TakenSms>;

  /** Nothing was written for the reservation: the day's budget gets it back. The block of numbers keeps its count. */
  giveSmsBack(reservation: SmsReservation): Promise<void>;

  /** What would stop an SMS now, as far as can be seen without reserving one. Null when nothing would. */
  readSmsLimit(to: SmsRoute): Promise<LimitedSms | null>;
}

/** Where an SMS to this number goes. */
export type SmsRoutePort = (number: string) => SmsRoute;

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
