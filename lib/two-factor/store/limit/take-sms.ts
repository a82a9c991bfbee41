import { z } from "zod";
import {
  type LimitedText,
  type TakenText,
  type TextReservation,
  type TextRoute,
  textLimits,
} from "@/lib/two-factor/core/limit/sms";
import type { Store } from "@/lib/two-factor/flows/ports";
import { call, contextOf, json, limitsOf } from "@/lib/two-factor/store/sql/call";
import { execute, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

const limitedRow = z.object({ limit: z.enum(textLimits), retryAfterSeconds: z.int().positive() });
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
export function takeText(
  config: StoreConfig,
  { to, accountId, context }: Parameters<Store["takeText"]>[0],
): Promise<TakenText> {
  return call(
    config,
    takenRow,
    sql`two_factor_take_sms(${json(to)}, ${accountId}, ${contextOf(context)}, ${limitsOf(config)})`,
  );
}

export function giveTextBack(config: StoreConfig, reservation: TextReservation): Promise<void> {
  return execute(config, sql`SELECT FROM two_factor_give_sms_back(${json(reservation)})`);
}

export function readTextLimit(config: StoreConfig, to: TextRoute): Promise<LimitedText | null> {
  return call(config, limitedRow.nullable(), sql`two_factor_read_sms_limit(${json(to)}, ${limitsOf(config)})`);
}
