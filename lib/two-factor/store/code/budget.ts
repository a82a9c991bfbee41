/** The budget of wrong answers in SQL. `a` is the account's row, as the statement's lock left it. */
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/**
 * Whole seconds until `moment`, 0 where it is past or there is none. Moments are kept in milliseconds, rounded; so is
 * the present here, or five minutes would begin with 301 seconds.
 */
export function secondsUntil(moment: Sql): Sql {
  return sql`greatest(ceil(extract(epoch FROM ${moment} - now()::timestamptz(3))), 0)::int`;
}

const windowEnd = sql`a.window_started_at + interval '24 hours'`;

export function lockedForSeconds({ budget }: Limits): Sql {
  return sql`
    CASE WHEN a.wrong_answers >= ${budget.wrongAnswersPerDay}::int
      THEN ${secondsUntil(windowEnd)} ELSE 0 END`;
}

// The count decides too: whoever died between counting and comparing has not set the mark.
export function codesDisabled({ budget }: Limits): Sql {
  return sql`
    coalesce(a.codes_disabled_at IS NOT NULL OR a.consecutive_wrong >= ${budget.consecutiveWrongAnswers}::int, false)`;
}

/** Whether one more answer may be compared at all. */
export function takesAnswers(limits: Limits): Sql {
  return sql`(NOT ${codesDisabled(limits)} AND ${lockedForSeconds(limits)} = 0)`;
}

// A window with nothing in it starts anew, so that 20 guesses cannot straddle a window's end for free.
const startsAnew = sql`(a.wrong_answers = 0 OR ${secondsUntil(windowEnd)} = 0)`;

/** Counts an answer as wrong before anybody knows: SET list. */
export const countAnswer = sql`
  wrong_answers = CASE WHEN ${startsAnew} THEN 1 ELSE a.wrong_answers + 1 END,
  window_started_at = CASE WHEN ${startsAnew} THEN now() ELSE a.window_started_at END,
  consecutive_wrong = a.consecutive_wrong + 1`;

/**
 * It was right: SET list. Gives back this one, where it was counted, and no other, so that a success refills nothing. The wait between two
 * codes ends with it, since whoever answered has the mailbox and may want to approve something next; the caps stay.
 */
export function giveAnswerBack(isGuess: Sql): Sql {
  return sql`
    last_sent_at = NULL,
    wrong_answers = greatest(a.wrong_answers - ${isGuess}::int, 0),
    consecutive_wrong = 0`;
}
