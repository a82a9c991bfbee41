/** The pause of a country whose codes by SMS go unanswered, in SQL. `p` is its row of `two_factor_sms_pause`, if any. */
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { secondsUntil } from "@/lib/two-factor/store/code/budget";
import { isLive } from "@/lib/two-factor/store/code/challenge";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

// OFFSET 0 keeps it apart: each challenge is found by its key, whatever the planner thinks of how many there are.
const codeOf = (condition: Sql) => sql`
  LATERAL (SELECT c.state FROM two_factor_challenge AS c
    WHERE c.id = d.challenge_id AND ${condition} OFFSET 0) AS code`;

/** Somebody entered the code of a text that was sent in spite of the pause: of one of the last few that tried. */
const isAnswered = sql`
  EXISTS (
    SELECT FROM (
      SELECT d.challenge_id FROM two_factor_delivery AS d
      WHERE d.sms_country = p.country AND d.queued_at > p.paused_at
      ORDER BY d.queued_at DESC LIMIT 10
    ) AS d, ${codeOf(sql`c.state = 'answered'`)})`;

const isPaused = sql`(p.ended_at IS NULL AND NOT ${isAnswered})`;

/** Seconds until one text may try again; 0 where none has to wait. */
export const pausedForSeconds = sql`CASE WHEN ${isPaused} THEN ${secondsUntil(sql`p.probe_at`)} ELSE 0 END`;

/**
 * Whether the newest texts to the country were hardly answered. Only those are judged whose code is over: answered, or
 * past its time; and none that a pause was made for already. `paused` is the country's row in the statement.
 */
export function falters(country: string, paused: Sql, { sms }: Limits): Sql {
  return sql`
    SELECT count(*) = ${sms.sampleTexts}::int
      AND count(*) FILTER (WHERE r.state = 'answered') * 100 < ${sms.answeredPercent}::int * count(*)
    FROM (
      SELECT code.state FROM two_factor_delivery AS d, ${codeOf(sql`NOT ${isLive}`)}
      WHERE d.sms_country = ${country} AND d.state <> 'failed'
        AND d.queued_at > greatest(now() - interval '24 hours', (SELECT p.ended_at FROM ${paused} AS p))
      ORDER BY d.queued_at DESC LIMIT ${sms.sampleTexts}::int
    ) AS r`;
}

/** What this moment means for the country: SELECT list over its row. */
export const stateOfPause = sql`
  p.ended_at IS NULL AND ${isAnswered} AS resumes,
  ${isPaused} AND p.probe_at <= now() AS probes,
  ${isPaused} AS paused,
  ${pausedForSeconds} AS seconds`;

/** Begins a pause where none is: one of many at the same moment is first. */
export function pause(country: string, wanted: Sql, limits: Limits): Sql {
  return sql`
    INSERT INTO two_factor_sms_pause AS p (country, probe_at) SELECT ${country}, ${nextProbe(limits)} FROM ${wanted}
    ON CONFLICT (country) DO UPDATE SET paused_at = now(), probe_at = excluded.probe_at, ended_at = NULL
    WHERE p.ended_at IS NOT NULL
    RETURNING p.country`;
}

export function nextProbe({ sms }: Limits): Sql {
  return sql`now() + make_interval(mins => ${sms.pauseMinutes}::int)`;
}
