/** Sends in SQL. `a` is the account's row, as the statement's lock left it. The rules are functions of the migration. */
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Seconds until the next code may be sent: cool-down and caps. */
export function sendAgainInSeconds({ sending }: Limits): Sql {
  const { coolDownSeconds, perAccountPerHour, perAccountPerDay } = sending;
  return sql`
    greatest(two_factor_cool_down_seconds(a, ${coolDownSeconds}::int),
      two_factor_capped_for_seconds(a, ${perAccountPerHour}::int, ${perAccountPerDay}::int))`;
}

/** The send `d` (a delivery) never happened: SET list. Touches a count or a cool-down only if that send is in it. */
export const giveSendBack = sql`
  last_sent_at = CASE WHEN a.last_sent_at <= d.queued_at THEN NULL ELSE a.last_sent_at END,
  sent_this_hour = greatest(a.sent_this_hour - (d.queued_at >= a.hour_started_at)::int, 0),
  sent_today = greatest(a.sent_today - (d.queued_at >= a.day_started_at)::int, 0)`;
