import { z } from "zod";
import type { ApprovalTransaction } from "@/lib/two-factor/flows/approval/ports";
import { isProposed } from "@/lib/two-factor/store/approval/approval";
import { giveAnswerBack } from "@/lib/two-factor/store/code/budget";
import { isGuess, spending } from "@/lib/two-factor/store/factor/spending";
import { queueNotices } from "@/lib/two-factor/store/message/queue-delivery";
import { isLiveSession } from "@/lib/two-factor/store/session/session";
import { insertEvents } from "@/lib/two-factor/store/sql/audit";
import { execute, queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

/**
 * The last statement of the transaction that ran the action. Locks account, challenge, approval and session, judges
 * them as the locks left them, and only then writes. Where it answers false the caller undoes what ran.
 */
export async function executeApproval(
  config: StoreConfig,
  input: Parameters<ApprovalTransaction["executeApproval"]>[0],
): Promise<boolean> {
  const { owner, accountId, digest, output, receipt, spends, context, notices = [] } = input;
  const spent = spending(config, { factor: receipt.factor, spends }, sql`open`);
  const executed = await queryOne(
    config,
    z.object({ id: z.string() }),
    sql`
      WITH account AS (
        SELECT a.account_id FROM two_factor_account AS a WHERE a.account_id = ${accountId} FOR UPDATE
      ), answered AS (
        SELECT c.* FROM two_factor_challenge AS c JOIN account AS a ON a.account_id = c.account_id
        WHERE c.id = ${receipt.challengeId} AND c.factor = ${receipt.factor} AND c.purpose = 'approve' AND c.browser_hash = ${owner.browserHash}
          AND c.ended_at IS NULL AND c.attempts > 0 AND c.expires_at > now()
        FOR UPDATE OF c
      ), open AS (
        SELECT p.id, p.account_id, c.id AS challenge_id, c.authenticator_id, ${isGuess(config)} AS is_guess
        FROM answered AS c
        JOIN two_factor_approval AS p ON p.challenge_id = c.id AND p.account_id = c.account_id
        JOIN two_factor_session AS s ON s.id_hash = p.session_id_hash AND s.account_id = p.account_id
        WHERE p.id = ${owner.approvalId} AND p.session_id_hash = ${owner.sessionIdHash}
          AND p.browser_hash = ${owner.browserHash} AND p.digest = ${digest} AND ${isProposed}
          AND ${isLiveSession(config.limits)}
        FOR UPDATE OF p FOR SHARE OF s
      ), ${spent.part} won AS (
        SELECT o.* FROM open AS o WHERE ${spent.isFirst}
      ), consumed AS (
        UPDATE two_factor_challenge AS c SET state = 'answered', ended_at = now() FROM won WHERE c.id = won.challenge_id
        RETURNING c.*
      ), given_back AS (
        UPDATE two_factor_account AS a SET ${giveAnswerBack(sql`won.is_guess`)} FROM won WHERE a.account_id = won.account_id
      ), executed AS (
        UPDATE two_factor_approval AS p SET state = 'executed', ended_at = now(), sealed = NULL,
          output = ${JSON.stringify(output)}::jsonb, factor = ${receipt.factor},
          destination = ${receipt.destination}, reference = ${receipt.reference}
        FROM won WHERE p.id = won.id
        RETURNING p.*
      ), noticed AS (${queueNotices(notices, sql`executed`)}
      ), audited AS (
        ${insertEvents(
          context,
          sql`
            SELECT e.event, 'success', p.account_id, c.id, c.purpose, c.factor, NULL, e.detail
            FROM executed AS p JOIN consumed AS c ON c.id = p.challenge_id, (VALUES
              ('challenge_answer_success', NULL::jsonb),
              ('approval_execute', jsonb_build_object('action', (SELECT action FROM executed),
                'secondsToAnswer', (SELECT extract(epoch FROM now() - issued_at)::int FROM consumed)))
            ) AS e (event, detail)`,
        )}
      )
      SELECT id FROM executed`,
  );
  return executed !== null;
}

/** Runs after the account was locked and asked again, so that the count of exemptions holds. */
export function recordExempt(
  config: StoreConfig,
  { approval, output, context, notices = [] }: Parameters<ApprovalTransaction["recordExempt"]>[0],
): Promise<void> {
  return execute(
    config,
    sql`
      WITH executed AS (
        INSERT INTO two_factor_approval AS p
          (id, account_id, session_id_hash, browser_hash, action, lines, digest, reasons, locale,
          state, expires_at, ended_at, output)
        VALUES (${approval.id}, ${approval.accountId}, ${approval.sessionIdHash}, ${approval.browserHash},
          ${approval.action}, ${JSON.stringify(approval.lines)}::jsonb, ${approval.digest}, ${approval.reasons}::text[],
          ${approval.locale}, 'executed', now(), now(), ${JSON.stringify(output)}::jsonb)
        RETURNING p.*
      ), noticed AS (${queueNotices(notices, sql`executed`)})
      ${insertEvents(
        context,
        sql`
          SELECT 'approval_execute', 'success', p.account_id, NULL, 'approve', NULL, NULL,
            jsonb_build_object('action', p.action, 'exempt', true)
          FROM executed AS p`,
      )}`,
  );
}
