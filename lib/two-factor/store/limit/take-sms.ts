import { z } from "zod";
import {
  type LimitedSms,
  type SmsReservation,
  type SmsRoute,
  smsLimits,
  type TakenSms,
} from "@/lib/two-factor/core/limit/sms";
import type { Store } from "@/lib/two-factor/flows/ports";
import { call, contextOf, json, limitsOf } from "@/lib/two-factor/store/sql/call";
import { execute, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

const limitedRow = z.object({ limit: z.enum(smsLimits), retryAfterSeconds: z.int().positive() });
const news = z.enum(["refused", "paused", "probed", "resumed"]).nullable();
const reservation = z.object({
  country: z.string(),
  cost: z.int(),
  day: z.coerce.date(),
  block: z.object({ prefix: z.string(), since: z.coerce.date() }),
});
const takenRow = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), reservation, news }),
  limitedRow.extend({ ok: z.literal(false), news }),
]);

/** All codes by SMS wait for the day's row: the statement is short, and such codes are few. */
export function takeSms(
  config: StoreConfig,
  { to, accountId, context }: Parameters<Store["takeSms"]>[0],
): Promise<TakenSms> {
  return call(
    config,
    takenRow,
    sql`two_factor_take_sms(${json(to)}, ${accountId}, ${contextOf(context)}, ${limitsOf(config)})`,
  );
}

export function giveSmsBack(config: StoreConfig, reservation: SmsReservation): Promise<void> {
  return execute(config, sql`SELECT FROM two_factor_give_sms_back(${json(reservation)})`);
}

export function readSmsLimit(config: StoreConfig, to: SmsRoute): Promise<LimitedSms | null> {
  return call(config, limitedRow.nullable(), sql`two_factor_read_sms_limit(${json(to)}, ${limitsOf(config)})`);
}
