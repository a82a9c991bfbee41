/** What the statements about approvals share. `p` is the approval's row, `s` its session's, `a` its account's. */
import { secondsUntil } from "@/lib/two-factor/store/code/budget";
import { challengeOf } from "@/lib/two-factor/store/code/challenge";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Whether it can still be approved. The row alone does not know the time. */
export const isProposed = sql`(p.ended_at IS NULL AND p.expires_at > now())`;

/** The approval as one JSON value. Where `isOwn` does not hold, its session is over, and with it what waited there. */
export function approvalOf(isOwn: Sql = sql`true`): Sql {
  const isOrphaned = sql`(${isProposed} AND NOT ${isOwn})`;
  return sql`json_build_object(
    'id', p.id,
    'accountId', p.account_id,
    'action', p.action,
    'sealed', p.sealed,
    'lines', p.lines,
    'digest', p.digest,
    'reasons', p.reasons,
    'locale', p.locale,
    'state', CASE
      WHEN ${isOrphaned} THEN 'void'
      WHEN p.ended_at IS NULL AND p.expires_at <= now() THEN 'expired'
      ELSE p.state END,
    'secondsLeft', ${secondsUntil(sql`p.expires_at`)},
    'proposedAt', p.proposed_at,
    'endedAt', p.ended_at,
    'voidReason', CASE WHEN ${isOrphaned} THEN 'session-ended' ELSE p.void_reason END,
    'refusal', p.refusal,
    'changes', p.changes,
    'output', p.output)`;
}

/** Its newest code, or NULL. */
export const codeOfApproval = sql`(SELECT ${challengeOf()} FROM two_factor_challenge AS c WHERE c.id = p.challenge_id)`;
