import { z } from "zod";
import type { ApprovalOwner } from "@/lib/two-factor/core/approval/records";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import { protectionOf } from "@/lib/two-factor/store/account/protection";
import { approvalOf, codeOfApproval } from "@/lib/two-factor/store/approval/approval";
import { isLiveSession, markSeen } from "@/lib/two-factor/store/session/session";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { approvalRow, challengeRow, protectionRow, sessionRow } from "@/lib/two-factor/store/sql/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

export const foundApprovalRow = z.object({
  approval: approvalRow,
  protection: protectionRow,
  challenge: challengeRow.nullable(),
});

/** The approval whose owner asks, with a live session: FROM and WHERE. Nobody else can answer or end it. */
export function owned({ approvalId, sessionIdHash, browserHash }: ApprovalOwner, limits: Limits): Sql {
  return sql`
    two_factor_approval AS p JOIN two_factor_session AS s
      ON s.id_hash = p.session_id_hash AND s.account_id = p.account_id
    WHERE p.id = ${approvalId} AND p.session_id_hash = ${sessionIdHash} AND p.browser_hash = ${browserHash}
      AND ${isLiveSession(limits)}`;
}

/**
 * The same for whoever may see it. That is also a later session which this account opened in this browser: who was signed
 * out meanwhile finds what it was about, and nothing that could still be approved.
 */
function visibleTo({ approvalId, sessionIdHash, browserHash }: ApprovalOwner, limits: Limits): Sql {
  return sql`
    two_factor_approval AS p JOIN two_factor_session AS s ON s.account_id = p.account_id
    WHERE p.id = ${approvalId} AND p.browser_hash = ${browserHash} AND s.id_hash = ${sessionIdHash}
      AND (s.id_hash = p.session_id_hash OR s.browser_hash = p.browser_hash) AND ${isLiveSession(limits)}`;
}

const lookedAtRow = foundApprovalRow.extend({ session: sessionRow });

export function findApproval(config: StoreConfig, owner: ApprovalOwner): ReturnType<ApprovalStore["findApproval"]> {
  return queryOne(
    config,
    lookedAtRow,
    sql`
      WITH found AS (
        SELECT p.*, s.id_hash AS asker_id_hash, s.amr, s.acr, s.authenticated_at FROM ${visibleTo(owner, config.limits)}
      ), seen AS (${markSeen(sql`SELECT asker_id_hash FROM found`)})
      SELECT ${approvalOf(sql`(p.session_id_hash = p.asker_id_hash)`)} AS approval, ${protectionOf(sql`p.account_id`, config.limits)} AS protection,
        ${codeOfApproval} AS challenge,
        json_build_object('accountId', p.account_id, 'amr', p.amr, 'acr', p.acr,
          'authenticatedAt', p.authenticated_at) AS session
      FROM found AS p LEFT JOIN two_factor_account AS a ON a.account_id = p.account_id`,
  );
}

const approverRow = z.object({
  protection: protectionRow,
  browserKnownDays: z.int().nonnegative(),
  approvalsWithoutCodeToday: z.int().nonnegative(),
});

export function readApprover(
  config: StoreConfig,
  { sessionIdHash, browserHash }: Parameters<ApprovalStore["readApprover"]>[0],
): ReturnType<ApprovalStore["readApprover"]> {
  const { limits } = config;
  return queryOne(
    config,
    approverRow,
    sql`
      SELECT ${protectionOf(sql`s.account_id`, limits)} AS protection,
        coalesce((
          SELECT extract(day FROM now() - min(known.created_at))::int FROM two_factor_session AS known
          WHERE known.account_id = s.account_id AND known.browser_hash = ${browserHash}), 0) AS "browserKnownDays",
        (SELECT count(*)::int FROM two_factor_approval AS p
          WHERE p.account_id = s.account_id AND p.ended_at > now() - interval '24 hours'
            AND p.state = 'executed' AND p.challenge_id IS NULL) AS "approvalsWithoutCodeToday"
      FROM two_factor_session AS s LEFT JOIN two_factor_account AS a ON a.account_id = s.account_id
      WHERE s.id_hash = ${sessionIdHash} AND ${isLiveSession(limits)}`,
  );
}

/** Two statements: the second sees what was committed while the first waited. */
export async function lockApprover(
  config: StoreConfig,
  input: Parameters<ApprovalStore["readApprover"]>[0],
): ReturnType<ApprovalStore["readApprover"]> {
  await queryOne(
    config,
    z.unknown(),
    sql`
      INSERT INTO two_factor_account AS a (account_id)
      SELECT s.account_id FROM two_factor_session AS s
        WHERE s.id_hash = ${input.sessionIdHash} AND ${isLiveSession(config.limits)}
      ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id`,
  );
  return readApprover(config, input);
}
