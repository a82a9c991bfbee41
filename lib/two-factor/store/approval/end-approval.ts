import { z } from "zod";
import type { ApprovalOwner, UnexecutedEnd } from "@/lib/two-factor/core/approval/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { isProposed } from "@/lib/two-factor/store/approval/approval";
import { owned } from "@/lib/two-factor/store/approval/find-approval";
import { giveAnswerBack } from "@/lib/two-factor/store/code/budget";
import { isGuess } from "@/lib/two-factor/store/factor/spending";
import { insertEvents } from "@/lib/two-factor/store/sql/audit";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

type Input = { owner: ApprovalOwner; end: UnexecutedEnd; context: RequestContext };

/** Ends approval and code together, so that a live code always belongs to an open approval. */
export async function endApproval(config: StoreConfig, { owner, end, context }: Input): Promise<boolean> {
  const ended = await queryOne(
    config,
    z.object({ id: z.string() }),
    sql`
      WITH found AS (SELECT p.id, p.account_id FROM ${owned(owner, config.limits)}
      ), account AS (
        SELECT a.account_id FROM two_factor_account AS a WHERE a.account_id = (SELECT account_id FROM found) FOR UPDATE
      ), open AS (
        SELECT p.* FROM two_factor_approval AS p JOIN account AS a ON a.account_id = p.account_id
        WHERE p.id = (SELECT id FROM found) AND ${isProposed}
        FOR UPDATE OF p
      ), revoked AS (
        UPDATE two_factor_challenge AS c SET state = 'revoked', ended_at = now() FROM open AS p
        WHERE c.id = p.challenge_id AND c.ended_at IS NULL
        RETURNING c.account_id, c.attempts, ${isGuess(config)} AS is_guess
      ), given_back AS (
        UPDATE two_factor_account AS a SET ${giveAnswerBack(sql`c.is_guess`)} FROM revoked AS c
        WHERE a.account_id = c.account_id AND ${end.state === "void"}::boolean AND c.attempts > 0
      ), ended AS (
        UPDATE two_factor_approval AS p SET ended_at = now(), ${endOf(end)} FROM open WHERE p.id = open.id
        RETURNING p.*
      ), audited AS (
        ${insertEvents(
          context,
          sql`
            SELECT ${`approval_${end.state === "void" ? "void" : "decline"}`}::text, 'refused', p.account_id,
              p.challenge_id, 'approve', NULL, NULL, jsonb_strip_nulls(jsonb_build_object('action', p.action,
                'because', p.void_reason, 'refusal', p.refusal, 'changed', ${changedLines(end)}::text))
            FROM ended AS p`,
        )}
      )
      SELECT id FROM ended`,
  );
  return ended !== null;
}

function endOf(end: UnexecutedEnd): Sql {
  if (end.state === "declined") return sql`state = 'declined'`;
  return sql`
    state = 'void', void_reason = ${end.voidReason}, refusal = ${end.refusal},
    changes = ${JSON.stringify(end.changes)}::jsonb`;
}

// Which lines, never what they say: the trail holds no address.
function changedLines(end: UnexecutedEnd): string | null {
  return end.state === "void" && end.changes.length > 0 ? end.changes.map(({ id }) => id).join(" ") : null;
}
