/** Cool-down and caps of sends in SQL. `a` is the account's row, as the statement's lock left it. */
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { secondsUntil } from "@/lib/two-factor/store/code/budget";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

const hourLeft = secondsUntil(sql`a.hour_started_at + interval '1 hour'`);
const dayLeft = secondsUntil(sql`a.day_started_at + interval '24 hours'`);
const hourStartsAnew = sql`(a.sent_this_hour = 0 OR ${hourLeft} = 0)`;
const dayStartsAnew = sql`(a.sent_today = 0 OR ${dayLeft} = 0)`;

// A statement that waited for the lock is older than the send it waited for: hence no more than the whole cool-down.
function coolDown({ sending }: Limits): Sql {
  const { coolDownSeconds } = sending;
  const end = sql`a.last_sent_at + make_interval(secs => ${coolDownSeconds}::int)`;
  return sql`least(${secondsUntil(end)}, ${coolDownSeconds}::int)`;
}

export function cappedForSeconds({ sending }: Limits): Sql {
  return sql`
    greatest(
      CASE WHEN a.sent_this_hour >= ${sending.perAccountPerHour}::int THEN ${hourLeft} ELSE 0 END,
      CASE WHEN a.sent_today >= ${sending.perAccountPerDay}::int THEN ${dayLeft} ELSE 0 END)`;
}

export function resendInSeconds(limits: Limits): Sql {
  return sql`greatest(${coolDown(limits)}, ${cappedForSeconds(limits)})`;
}

/** Counts a send: SET list. */
export const countSend = sql`
  last_sent_at = now(),
  sent_this_hour = CASE WHEN ${hourStartsAnew} THEN 1 ELSE a.sent_this_hour + 1 END,
  hour_started_at = CASE WHEN ${hourStartsAnew} THEN now() ELSE a.hour_started_at END,
  sent_today = CASE WHEN ${dayStartsAnew} THEN 1 ELSE a.sent_today + 1 END,
  day_started_at = CASE WHEN ${dayStartsAnew} THEN now() ELSE a.day_started_at END`;

/** The send `d` (a delivery) never happened: SET list. Touches a count or a cool-down only if that send is in it. */
export const giveSendBack = sql`
  last_sent_at = CASE WHEN a.last_sent_at <= d.queued_at THEN NULL ELSE a.last_sent_at END,
  sent_this_hour = greatest(a.sent_this_hour - (d.queued_at >= a.hour_started_at)::int, 0),
  sent_today = greatest(a.sent_today - (d.queued_at >= a.day_started_at)::int, 0)`;
