import { z } from "zod";
import type { ApprovalOwner } from "@/lib/two-factor/core/approval/records";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import { protectionOf } from "@/lib/two-factor/store/account/protection";
import { approvalOf, codeOfApproval, isProposed } from "@/lib/two-factor/store/approval/approval";
import { foundApprovalRow, owned } from "@/lib/two-factor/store/approval/find-approval";
import { countAnswer, takesAnswers } from "@/lib/two-factor/store/code/budget";
import { isLive, reservedOf } from "@/lib/two-factor/store/code/challenge";
import { isGuess } from "@/lib/two-factor/store/factor/spending";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { reservedRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";

const reservedApprovalRow = foundApprovalRow.extend({
  reserved: reservedRow.nullable(),
  bindingDigest: z.string().nullable(),
});

// Whoever ends an approval ends its code in the same statement, so a live code says that the approval is open, also
// where its row was read before the lock on the account.
export async function reserveApprovalAttempt(
  config: StoreConfig,
  owner: ApprovalOwner,
  factors: readonly FactorName[],
): ReturnType<ApprovalStore["reserveApprovalAttempt"]> {
  const { limits } = config;
  return queryOne(
    config,
    reservedApprovalRow,
    sql`
      WITH found AS (SELECT p.* FROM ${owned(owner, limits)}
      ), account AS (
        SELECT a.* FROM two_factor_account AS a WHERE a.account_id = (SELECT account_id FROM found) FOR UPDATE
      ), live AS (
        SELECT c.id, c.account_id, ${isGuess(config)} AS is_guess
        FROM two_factor_challenge AS c JOIN account AS a ON a.account_id = c.account_id
        JOIN found AS p ON p.challenge_id = c.id AND ${isProposed}
        WHERE c.purpose = 'approve' AND c.browser_hash = ${owner.browserHash} AND ${isLive}
          AND c.factor = ANY(${factors}::text[]) AND (${takesAnswers(limits)} OR NOT ${isGuess(config)})
        FOR UPDATE OF c
      ), counted AS (
        UPDATE two_factor_account AS a SET ${countAnswer} FROM live WHERE a.account_id = live.account_id AND live.is_guess
      ), reserved AS (
        UPDATE two_factor_challenge AS c SET attempts = c.attempts + 1 FROM live WHERE c.id = live.id
        RETURNING c.*
      )
      SELECT ${approvalOf()} AS approval, ${protectionOf(sql`p.account_id`, limits)} AS protection,
        ${codeOfApproval} AS challenge,
        (SELECT ${reservedOf} FROM reserved AS c) AS reserved,
        (SELECT c.binding_digest FROM reserved AS c) AS "bindingDigest"
      FROM found AS p LEFT JOIN account AS a ON a.account_id = p.account_id`,
  );
}
