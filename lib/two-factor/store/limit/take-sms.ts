import { z } from "zod";
import type { TakenText } from "@/lib/two-factor/core/limit/sms";
import type { Store } from "@/lib/two-factor/flows/ports";
import { countText, dayCounter, fullForSeconds, prefixCounter } from "@/lib/two-factor/store/limit/sms-counters";
import { falters, nextProbe, pause, stateOfPause } from "@/lib/two-factor/store/limit/sms-pause";
import { insertEvents } from "@/lib/two-factor/store/sql/audit";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

const takenRow = z.object({
  day: z.coerce.date().nullable(),
  blockSince: z.coerce.date().nullable(),
  countrySeconds: z.int(),
  daySeconds: z.int(),
  prefixSeconds: z.int(),
  news: z.enum(["refused", "paused", "probed", "resumed"]).nullable(),
});

type Input = Parameters<Store["takeText"]>[0];

/**
 * Locks the day, then the country, then the block of numbers, in this order as everywhere, so that no two ever wait for
 * each other; judges what the locks left, and counts only where all three let the text through. All texts wait for the
 * day's row: the statement is short, and texts are few.
 */
export async function takeText(config: StoreConfig, input: Input): Promise<TakenText> {
  const { to } = input;
  const { limits } = config;
  const [day, prefix] = [dayCounter(limits), prefixCounter(to, limits)];
  const row = await queryTheOne(
    config,
    takenRow,
    sql`
      WITH day AS (
        SELECT t.* FROM two_factor_sms_counter AS t WHERE t.key = ${day.key} FOR UPDATE
      ), country AS (
        SELECT p.* FROM two_factor_sms_pause AS p, (SELECT count(*) FROM day) AS locked
        WHERE p.country = ${to.country} FOR UPDATE OF p
      ), state AS (
        SELECT ${stateOfPause} FROM country AS p
      ), judged AS MATERIALIZED (
        SELECT coalesce((SELECT resumes FROM state), false) AS resumes, coalesce((SELECT probes FROM state), false) AS probes,
          coalesce((SELECT seconds FROM state), 0) AS country_seconds,
          NOT coalesce((SELECT paused OR resumes FROM state), false)
            AND (${falters(to.country, sql`country`, limits)}) AS pauses,
          coalesce((SELECT ${fullForSeconds(day)} FROM day AS t), 0) AS day_seconds
      ), let_through AS (
        SELECT FROM judged WHERE country_seconds = 0 AND NOT pauses AND day_seconds = 0
      ), of_prefix AS (${countText(prefix, sql`let_through`)}
      ), counted AS (${countText(day, sql`of_prefix`)}
      ), ${changeCountry(input, config)}, told AS (${tellOnce(day.key, prefix.key)}
      ), audited AS (${audit(input)}
      )
      SELECT (SELECT started_at FROM counted) AS day, (SELECT started_at FROM of_prefix) AS "blockSince",
        day_seconds AS "daySeconds",
        CASE WHEN pauses THEN ${limits.sms.pauseMinutes * 60}::int ELSE country_seconds END AS "countrySeconds",
        coalesce((SELECT ${fullForSeconds(prefix)} FROM two_factor_sms_counter AS t WHERE t.key = ${prefix.key}), 0)
          AS "prefixSeconds",
        CASE WHEN EXISTS (SELECT FROM paused) THEN 'paused' WHEN EXISTS (SELECT FROM resumed) THEN 'resumed'
          WHEN EXISTS (SELECT FROM probed) THEN 'probed' WHEN EXISTS (SELECT FROM told) THEN 'refused' END AS news
      FROM judged`,
  );
  return takenText(row, input, config);
}

function takenText(row: z.output<typeof takenRow>, { to }: Input, { limits }: StoreConfig): TakenText {
  const { day, blockSince, news, countrySeconds, daySeconds, prefixSeconds } = row;
  if (day && blockSince) {
    const block = { prefix: to.prefix, since: blockSince };
    return { ok: true, reservation: { country: to.country, cost: limits.sms.costPerText, day, block }, news };
  }
  if (countrySeconds > 0) return { ok: false, limit: "country", retryAfterSeconds: countrySeconds, news };
  if (daySeconds > 0) return { ok: false, limit: "day", retryAfterSeconds: daySeconds, news };
  // Where others filled it since this statement began, it does not see until when.
  return { ok: false, limit: "prefix", retryAfterSeconds: prefixSeconds || 3600, news };
}

/** One text tries, a pause ends, or begins: whichever it is, one request wins it. */
function changeCountry({ to: { country } }: Input, { limits }: StoreConfig): Sql {
  return sql`
    paused AS (${pause(country, sql`judged WHERE pauses`, limits)}
    ), resumed AS (
      UPDATE two_factor_sms_pause AS p SET ended_at = now() FROM judged AS j
      WHERE p.country = ${country} AND p.ended_at IS NULL AND j.resumes
      RETURNING p.country
    ), probed AS (
      UPDATE two_factor_sms_pause AS p SET probe_at = ${nextProbe(limits)} FROM judged AS j, counted
      WHERE p.country = ${country} AND p.ended_at IS NULL AND j.probes
      RETURNING p.country
    )`;
}

// The first refusal of a window, not each: a flood must not fill the trail.
function tellOnce(day: string, prefix: string): Sql {
  return sql`
    UPDATE two_factor_sms_counter AS t SET logged_at = now() FROM judged AS j
    WHERE NOT EXISTS (SELECT FROM counted) AND j.country_seconds = 0 AND NOT j.pauses
      AND t.key = CASE WHEN j.day_seconds > 0 THEN ${day}::text ELSE ${prefix}::text END
      AND (t.logged_at IS NULL OR t.logged_at < t.started_at)
    RETURNING CASE WHEN j.day_seconds > 0 THEN 'text-day' ELSE 'text-prefix' END AS "limit"`;
}

function audit({ accountId, context, to: { country } }: Input): Sql {
  return insertEvents(
    context,
    sql`
      SELECT e.event, e.outcome, ${accountId}::text, NULL, NULL, NULL, 'sms', e.detail || jsonb_build_object('country', ${country}::text)
      FROM (
        SELECT 'excess_rate_limit_exceeded', 'refused', jsonb_build_object('limit', "limit") FROM told
        UNION ALL SELECT 'texts_pause', 'refused', '{}' FROM paused
        UNION ALL SELECT 'texts_resume', 'success', '{}' FROM resumed
      ) AS e (event, outcome, detail)`,
  );
}
