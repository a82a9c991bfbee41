import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { Store } from "@/lib/two-factor/flows/ports";
import { codesDisabled, lockedForSeconds } from "@/lib/two-factor/store/code/budget";
import { queueNotices } from "@/lib/two-factor/store/message/queue-delivery";
import { insertEvents } from "@/lib/two-factor/store/sql/audit";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

const budgetRow = z.object({ lockedForSeconds: z.int().nonnegative(), codesDisabled: z.boolean() });

export function recordWrongAnswer(
  config: StoreConfig,
  { challengeId, accountId, context, notices = [] }: Parameters<Store["recordWrongAnswer"]>[0],
): Promise<{ lockedForSeconds: number; codesDisabled: boolean }> {
  const { limits } = config;
  return queryTheOne(
    config,
    budgetRow,
    sql`
      WITH account AS (
        SELECT a.* FROM two_factor_account AS a WHERE a.account_id = ${accountId} FOR UPDATE
      ), answered AS (
        SELECT c.* FROM two_factor_challenge AS c JOIN account AS a ON a.account_id = c.account_id
        WHERE c.id = ${challengeId} FOR UPDATE OF c
      ), exhausted AS (
        UPDATE two_factor_challenge AS c SET state = 'exhausted', ended_at = now() FROM answered AS l
        WHERE c.id = l.id AND l.ended_at IS NULL AND l.attempts >= l.max_attempts
        RETURNING c.id
      ), disabled AS (
        UPDATE two_factor_account AS a SET codes_disabled_at = now() FROM account AS l
        WHERE a.account_id = l.account_id AND l.codes_disabled_at IS NULL
          AND l.consecutive_wrong >= ${limits.budget.consecutiveWrongAnswers}::int
        RETURNING a.account_id
      ), noticed AS (${queueNotices(notices, sql`disabled`)}
      ), audited AS (${insertEvents(context, whatHappened(limits))}
      )
      SELECT ${lockedForSeconds(limits)} AS "lockedForSeconds", ${codesDisabled(limits)} AS "codesDisabled"
      FROM account AS a`,
  );
}

// A lockout is told once per window; answers that were counted before it may still be on their way.
function whatHappened(limits: Limits): Sql {
  return sql`
    SELECT e.event, 'refused', c.account_id, c.id, c.purpose, c.factor, NULL, NULL::jsonb
    FROM answered AS c, (
      SELECT 'challenge_answer_fail'
      UNION ALL SELECT 'challenge_exhaust' FROM exhausted
      UNION ALL SELECT 'codes_disable' FROM disabled
      UNION ALL SELECT 'authn_login_lock' FROM account AS a WHERE ${lockedForSeconds(limits)} > 0 AND NOT EXISTS (
        SELECT FROM two_factor_audit_event AS t
        WHERE t.account_id = a.account_id AND t.at >= a.window_started_at AND t.event = 'authn_login_lock')
    ) AS e (event)`;
}
