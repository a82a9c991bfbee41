import { z } from "zod";
import type { NewApproval } from "@/lib/two-factor/core/approval/records";
import type { NewChallenge } from "@/lib/two-factor/core/code/records";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import { isProposed } from "@/lib/two-factor/store/approval/approval";
import { secondsUntil } from "@/lib/two-factor/store/code/budget";
import { challengeOf, isLive, stateOf } from "@/lib/two-factor/store/code/challenge";
import { insertChallenge, reserve } from "@/lib/two-factor/store/code/issue-challenge";
import { dropMessages, queueDelivery } from "@/lib/two-factor/store/message/queue-delivery";
import { insertEvents, isNews } from "@/lib/two-factor/store/sql/audit";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { challengeRow } from "@/lib/two-factor/store/sql/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

const proposedRow = z.union([
  z.object({ approvalId: z.string(), isSame: z.boolean(), challenge: challengeRow.nullable() }),
  z.object({ approvalId: z.null(), retryAfterSeconds: z.int().positive() }),
]);

/**
 * Locks the account, judges what is open, ends it, and writes the new approval with its code, all or nothing. Where a
 * code may not be sent (cool-down, caps) the approval stands without one, and its page offers it later. Where the session
 * has proposed too much within the hour, nothing is written.
 */
export function propose(
  config: StoreConfig,
  { approval, challenge, context }: Parameters<ApprovalStore["propose"]>[0],
): ReturnType<ApprovalStore["propose"]> {
  const { limits } = config;
  return queryOne(
    config,
    proposedRow,
    sql`
      WITH account AS (
        SELECT a.* FROM two_factor_account AS a WHERE a.account_id = ${approval.accountId} FOR UPDATE
      ), same AS (${findSame(approval)}
      ), recent AS (${countRecent(approval)}
      ), wanted AS (
        SELECT FROM recent WHERE recent.of_session < ${limits.approval.perSessionPerHour}::int
          AND recent.of_account < ${limits.approval.perAccountPerHour}::int
          AND NOT EXISTS (SELECT FROM same)
      ), counted AS (${beginIn(approval.accountId, challenge, limits)}
      ), replaced AS (${endOpen(approval)}
      ), superseded AS (${endCodes(approval)}
      ), dropped AS (${dropMessages(sql`superseded`)}
      ), proposed AS (${insertApproval(approval, challenge, limits)}
      ), ${issue(challenge, limits)}, audited AS (
        ${insertEvents(
          context,
          sql`
            SELECT 'challenge_issue', 'success', c.account_id, c.id, c.purpose, c.factor, NULL, NULL::jsonb FROM issued AS c
            UNION ALL
            SELECT 'approval_propose', 'success', p.account_id, p.challenge_id, 'approve', NULL, NULL,
              jsonb_build_object('action', p.action) FROM proposed AS p
            UNION ALL
            SELECT 'approval_void', 'refused', p.account_id, p.challenge_id, 'approve', NULL, NULL,
              jsonb_build_object('action', p.action, 'because', p.void_reason)
            FROM replaced AS p WHERE p.state = 'void'
            UNION ALL ${tellOnce(approval)}`,
        )}
      )
      SELECT p.id AS "approvalId", EXISTS (SELECT FROM same) AS "isSame",
        (SELECT ${challengeOf(sql`'queued'`)} FROM issued AS c) AS challenge, NULL::int AS "retryAfterSeconds"
      FROM (SELECT id FROM same UNION ALL SELECT id FROM proposed) AS p
      UNION ALL
      SELECT NULL, false, NULL, greatest(recent."retryAfterSeconds", 1) FROM recent
      WHERE NOT EXISTS (SELECT FROM wanted) AND NOT EXISTS (SELECT FROM same)`,
  );
}

// Counted once the account is locked, so that proposals at the same moment do not pass it together. Hence the argument that
// waits for the lock, and a function: it sees what was committed meanwhile, which this statement does not.
function countRecent({ accountId, sessionIdHash }: NewApproval): Sql {
  return sql`
    SELECT r.of_session, r.of_account, ${secondsUntil(sql`r.oldest + interval '1 hour'`)} AS "retryAfterSeconds"
    FROM (SELECT count(*) AS accounts FROM account) AS locked,
      LATERAL two_factor_recent_approvals(
        CASE WHEN locked.accounts >= 0 THEN ${accountId}::text END, ${sessionIdHash}::text) AS r`;
}

// The first refusal of an hour, not each.
function tellOnce({ accountId, action }: NewApproval): Sql {
  const event = "excess_rate_limit_exceeded";
  return sql`
    SELECT ${event}::text, 'refused', ${accountId}::text, NULL, 'approve', NULL, NULL,
      jsonb_build_object('limit', 'proposals', 'action', ${action}::text)
    FROM recent
    WHERE NOT EXISTS (SELECT FROM wanted) AND NOT EXISTS (SELECT FROM same)
      AND ${isNews({ accountId, event }, sql`e.detail ->> 'limit' = 'proposals'`)}`;
}

// A form that is sent twice must not end the code that its first copy sent.
function findSame({ accountId, sessionIdHash, browserHash, digest }: NewApproval): Sql {
  return sql`
    SELECT p.id FROM two_factor_approval AS p JOIN account AS a ON a.account_id = p.account_id
    JOIN two_factor_challenge AS c ON c.id = p.challenge_id
    WHERE p.account_id = ${accountId} AND p.session_id_hash = ${sessionIdHash} AND p.browser_hash = ${browserHash}
      AND p.digest = ${digest} AND ${isProposed} AND ${isLive}
    FOR UPDATE OF p`;
}

// The account gets its row either way: it is what every later statement waits for.
function beginIn(accountId: string, challenge: NewChallenge | null, limits: Limits): Sql {
  if (challenge) return reserve(challenge, sql`wanted`, limits);
  return sql`
    INSERT INTO two_factor_account AS a (account_id) SELECT ${accountId} FROM wanted
    ON CONFLICT (account_id) DO NOTHING
    RETURNING a.account_id`;
}

function endOpen({ accountId, browserHash }: NewApproval): Sql {
  return sql`
    UPDATE two_factor_approval AS p SET ended_at = now(),
      state = CASE WHEN p.expires_at <= now() THEN 'expired' ELSE 'void' END,
      void_reason = CASE WHEN p.expires_at <= now() THEN NULL ELSE 'replaced' END
    FROM wanted
    WHERE p.account_id = ${accountId} AND p.browser_hash = ${browserHash} AND p.ended_at IS NULL
    RETURNING p.*`;
}

function endCodes({ accountId, browserHash }: NewApproval): Sql {
  return sql`
    UPDATE two_factor_challenge AS c SET state = ${stateOf("superseded")}, ended_at = now() FROM wanted
    WHERE c.account_id = ${accountId} AND c.purpose = 'approve' AND c.browser_hash = ${browserHash}
      AND c.ended_at IS NULL
    RETURNING c.id`;
}

// As with codes: an open approval that only the index can see was written after this statement began, and wins.
function insertApproval(approval: NewApproval, challenge: NewChallenge | null, limits: Limits): Sql {
  const { sealed, lines, reasons } = approval;
  return sql`
    INSERT INTO two_factor_approval AS p
      (id, account_id, session_id_hash, browser_hash, action, sealed, lines, digest, reasons, locale, challenge_id,
       expires_at)
    SELECT ${approval.id}, ${approval.accountId}, ${approval.sessionIdHash}, ${approval.browserHash},
      ${approval.action}, ${JSON.stringify(sealed)}::jsonb, ${JSON.stringify(lines)}::jsonb, ${approval.digest},
      ${reasons}::text[], ${approval.locale},
      (SELECT ${challenge?.id ?? null}::text FROM counted LIMIT 1),
      now() + make_interval(mins => ${limits.approval.lifetimeMinutes}::int)
    FROM wanted, (SELECT count(*) FROM replaced) AS cleared
    ON CONFLICT (account_id, browser_hash) WHERE ended_at IS NULL DO NOTHING
    RETURNING p.*`;
}

function issue(challenge: NewChallenge | null, limits: Limits): Sql {
  if (!challenge) return sql`issued AS (SELECT c.* FROM two_factor_challenge AS c WHERE false)`;
  return sql`
    permitted AS (
      SELECT r.account_id FROM counted AS r JOIN proposed AS p ON p.account_id = r.account_id,
        (SELECT count(*) FROM superseded) AS cleared
    ), issued AS (${insertChallenge(challenge, sql`permitted`, limits)}
    ), queued AS (${queueDelivery(challenge)})`;
}
