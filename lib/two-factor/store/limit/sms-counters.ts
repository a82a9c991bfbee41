/** The two counted limits on texts in SQL. `t` is a counter's row. Amounts are counted before the text is written. */
import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { type LimitedText, type TextReservation, type TextRoute, textLimits } from "@/lib/two-factor/core/limit/sms";
import { secondsUntil } from "@/lib/two-factor/store/code/budget";
import { pausedForSeconds } from "@/lib/two-factor/store/limit/sms-pause";
import { execute, queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

type Counter = { key: string; cost: number; cap: number; hours: number };

export function dayCounter({ sms }: Limits): Counter {
  return { key: "day", cost: sms.costPerText, cap: sms.costPerDay, hours: 24 };
}

export function prefixCounter({ prefix }: Pick<TextRoute, "prefix">, { sms }: Limits): Counter {
  return { key: `prefix:${prefix}`, cost: 1, cap: sms.perNumberPrefixPerHour, hours: 1 };
}

function windowLeft({ hours }: Counter): Sql {
  return secondsUntil(sql`t.started_at + make_interval(hours => ${hours}::int)`);
}

/** Seconds until the counter has room for one more text, 0 where it has. */
export function fullForSeconds(counter: Counter): Sql {
  return sql`CASE WHEN t.used + ${counter.cost}::int > ${counter.cap}::int THEN ${windowLeft(counter)} ELSE 0 END`;
}

/** Counts one text for each row of `wanted`, only where there is room. Waits for the counter's row, and judges it as it is then. */
export function countText(counter: Counter, wanted: Sql): Sql {
  const startsAnew = sql`${windowLeft(counter)} = 0`;
  return sql`
    INSERT INTO two_factor_sms_counter AS t (key, used) SELECT ${counter.key}, ${counter.cost}::int FROM ${wanted}
    ON CONFLICT (key) DO UPDATE SET
      used = CASE WHEN ${startsAnew} THEN excluded.used ELSE t.used + excluded.used END,
      started_at = CASE WHEN ${startsAnew} THEN now() ELSE t.started_at END
    WHERE ${fullForSeconds(counter)} = 0
    RETURNING t.started_at`;
}

/** SET and WHERE of the day's counter. A reservation of a day that is over is worth nothing any more. */
export function giveBackTo({ cost, day }: { cost: Sql; day: Sql }): { set: Sql; where: Sql } {
  return { set: sql`used = greatest(t.used - ${cost}, 0)`, where: sql`t.key = 'day' AND t.started_at = ${day}` };
}

/** To the day and to the block of numbers, in the order in which they are taken. */
export function giveTextBack(config: StoreConfig, { cost, day, block }: TextReservation): Promise<void> {
  const { set, where } = giveBackTo({ cost: sql`${cost}::int`, day: sql`${day.toISOString()}::timestamptz` });
  return execute(
    config,
    sql`
      WITH of_day AS (UPDATE two_factor_sms_counter AS t SET ${set} WHERE ${where} RETURNING t.key)
      UPDATE two_factor_sms_counter AS t SET used = greatest(t.used - 1, 0) FROM (SELECT count(*) FROM of_day) AS before
      WHERE t.key = ${prefixCounter(block, config.limits).key} AND t.started_at = ${block.since.toISOString()}::timestamptz`,
  );
}

const limitedRow = z.object({ limit: z.enum(textLimits), retryAfterSeconds: z.int().positive() });

export function readTextLimit(config: StoreConfig, to: TextRoute): Promise<LimitedText | null> {
  const full = (counter: Counter) => sql`
    SELECT ${fullForSeconds(counter)} FROM two_factor_sms_counter AS t WHERE t.key = ${counter.key}`;
  return queryOne(
    config,
    limitedRow,
    sql`
      SELECT l."limit", l.seconds AS "retryAfterSeconds"
      FROM (VALUES
        (1, 'country', (SELECT ${pausedForSeconds} FROM two_factor_sms_pause AS p WHERE p.country = ${to.country})),
        (2, 'day', (${full(dayCounter(config.limits))})),
        (3, 'prefix', (${full(prefixCounter(to, config.limits))}))
      ) AS l (rank, "limit", seconds)
      WHERE l.seconds > 0
      ORDER BY l.rank LIMIT 1`,
  );
}
