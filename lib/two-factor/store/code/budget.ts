/**
 * The budget of wrong answers in SQL. `a` is the account's row, as the statement's lock left it. The rules are functions of
 * the migration.
 */
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Whole seconds until `moment`, 0 where it is past or there is none. */
export function secondsUntil(moment: Sql): Sql {
  return sql`two_factor_seconds_until(${moment})`;
}

export function lockedForSeconds({ budget }: Limits): Sql {
  return sql`two_factor_locked_for_seconds(a, ${budget.wrongAnswersPerDay}::int)`;
}

export function codesDisabled({ budget }: Limits): Sql {
  return sql`two_factor_codes_disabled(a, ${budget.consecutiveWrongAnswers}::int)`;
}

/** Whether one more answer may be compared at all. */
export function takesAnswers(limits: Limits): Sql {
  return sql`(NOT ${codesDisabled(limits)} AND ${lockedForSeconds(limits)} = 0)`;
}

// A window with nothing in it starts anew, so that 20 guesses cannot straddle a window's end for free.
const startsAnew = sql`(a.wrong_answers = 0 OR ${secondsUntil(sql`a.window_started_at + interval '24 hours'`)} = 0)`;

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
