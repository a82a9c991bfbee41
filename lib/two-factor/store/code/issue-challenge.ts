import { z } from "zod";
import type { Issued, NewChallenge } from "@/lib/two-factor/core/code/records";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import type { Store } from "@/lib/two-factor/flows/ports";
import { isProposed } from "@/lib/two-factor/store/approval/approval";
import { codesDisabled, lockedForSeconds, takesAnswers } from "@/lib/two-factor/store/code/budget";
import { challengeOf, stateOf } from "@/lib/two-factor/store/code/challenge";
import { cappedForSeconds, countSend, resendInSeconds } from "@/lib/two-factor/store/code/sending";
import { dropMessages, queueDelivery } from "@/lib/two-factor/store/message/queue-delivery";
import { isOpen } from "@/lib/two-factor/store/sign-in/pending-sign-in";
import { insertChallengeEvents } from "@/lib/two-factor/store/sql/audit";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { challengeRow } from "@/lib/two-factor/store/sql/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

const issuedRow = z.object({
  challenge: challengeRow.nullable(),
  refused: z
    .object({ codesDisabled: z.boolean(), lockedForSeconds: z.int(), resendInSeconds: z.int(), capped: z.boolean() })
    .nullable(),
});

type Input = { challenge: NewChallenge; context: RequestContext };

export function issueChallenge(config: StoreConfig, input: Input): Promise<Issued> {
  return issueCode(config, input, {
    permitted: sql`SELECT count(*) FROM account`,
    afterwards: sql`SELECT FROM issued`,
  });
}

/** For a pending sign-in that is still open, whose codes go this way from now on. */
export function switchChannel(
  config: StoreConfig,
  input: Parameters<Store["switchChannel"]>[0],
): ReturnType<Store["switchChannel"]> {
  const { browserHash } = input.challenge;
  const permitted = sql`
    SELECT p.id FROM two_factor_pending_sign_in AS p JOIN account AS a ON a.account_id = p.account_id
    WHERE p.id = ${input.pendingSignInId} AND p.browser_hash = ${browserHash} AND ${isOpen}
    FOR UPDATE OF p`;
  const afterwards = sql`
    UPDATE two_factor_pending_sign_in AS p SET factor = c.factor FROM issued AS c
      WHERE p.id = ${input.pendingSignInId}`;
  return issueCode(config, input, { permitted, afterwards });
}

/** For an approval that is still open, whose newest code it becomes. */
export function issueApprovalCode(
  config: StoreConfig,
  input: Parameters<ApprovalStore["issueApprovalCode"]>[0],
): Promise<Issued> {
  const permitted = sql`
    SELECT p.id FROM two_factor_approval AS p JOIN account AS a ON a.account_id = p.account_id
    WHERE p.id = ${input.approvalId} AND ${isProposed}
    FOR UPDATE OF p`;
  const afterwards = sql`UPDATE two_factor_approval AS p SET challenge_id = c.id FROM issued AS c
    WHERE p.id = ${input.approvalId}`;
  return issueCode(config, input, { permitted, afterwards });
}

/** `permitted` is asked once the account is locked; where it has no row, nothing is sent. */
async function issueCode(
  config: StoreConfig,
  { challenge, context }: Input,
  { permitted, afterwards }: { permitted: Sql; afterwards: Sql },
): Promise<Issued> {
  const { limits } = config;
  const row = await queryTheOne(
    config,
    issuedRow,
    sql`
      WITH account AS (
        SELECT a.* FROM two_factor_account AS a WHERE a.account_id = ${challenge.accountId} FOR UPDATE
      ), permitted AS (${permitted}
      ), reserved AS (${reserve(challenge, sql`permitted`, limits)}
      ), ended AS (${endLive(challenge)}
      ), dropped AS (${dropMessages(sql`ended`)}
      ), cleared AS (
        SELECT r.account_id FROM reserved AS r, (SELECT count(*) FROM ended) AS ended
      ), issued AS (${insertChallenge(challenge, sql`cleared`, limits)}
      ), queued AS (${queueDelivery(challenge)}
      ), afterwards AS (${afterwards}
      ), audited AS (
        ${insertChallengeEvents(context, sql`issued`, ["challenge_issue"])}
      )
      SELECT
        (SELECT ${challengeOf(sql`'queued'`)} FROM issued AS c) AS challenge,
        (SELECT ${refusal(limits)} FROM account AS a) AS refused`,
  );
  if (row.challenge) return { issued: true, challenge: row.challenge };
  // Nothing known that refuses it: somebody else's code is younger than this statement, so the cool-down has begun.
  const lost = { codesDisabled: false, lockedForSeconds: 0, resendInSeconds: 0, capped: false, ...row.refused };
  const isUnexplained = !lost.codesDisabled && lost.lockedForSeconds === 0 && lost.resendInSeconds === 0;
  return { issued: false, ...lost, ...(isUnexplained && { resendInSeconds: limits.sending.coolDownSeconds }) };
}

/** The account's id where the challenge may begin. What sends nothing counts no send, and waits for none. */
export function reserve({ accountId, message }: NewChallenge, permitted: Sql, limits: Limits): Sql {
  if (message) return reserveSend(accountId, permitted, limits);
  return sql`
    INSERT INTO two_factor_account AS a (account_id) SELECT ${accountId} FROM ${permitted}
    ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id
    RETURNING a.account_id`;
}

// Waits for the account's row first, as every statement does, and inserts it where there is none yet.
function reserveSend(accountId: string, permitted: Sql, limits: Limits): Sql {
  return sql`
    INSERT INTO two_factor_account AS a (account_id, last_sent_at, sent_this_hour, sent_today)
    SELECT ${accountId}, now(), 1, 1 FROM ${permitted}
    ON CONFLICT (account_id) DO UPDATE SET ${countSend}
    WHERE ${takesAnswers(limits)} AND ${resendInSeconds(limits)} = 0
    RETURNING a.account_id`;
}

function endLive({ purpose, browserHash }: NewChallenge): Sql {
  return sql`
    UPDATE two_factor_challenge AS c SET state = ${stateOf("superseded")}, ended_at = now()
    FROM reserved AS r
    WHERE c.account_id = r.account_id AND c.purpose = ${purpose} AND c.browser_hash = ${browserHash}
      AND c.ended_at IS NULL
    RETURNING c.id`;
}

// A live row that only the index can see was written after this statement began: it wins, and this one issues
// nothing, at the price of a send. `cleared` has the account's id where a code may be written, once what was live has ended.
export function insertChallenge(challenge: NewChallenge, cleared: Sql, { code }: Limits): Sql {
  return sql`
    INSERT INTO two_factor_challenge AS c
      (id, account_id, purpose, factor, authenticator_id, browser_hash, binding_digest, expected, reference,
       max_attempts, expires_at)
    SELECT ${challenge.id}, r.account_id, ${challenge.purpose}, ${challenge.factor}, ${challenge.authenticatorId},
      ${challenge.browserHash}, ${challenge.bindingDigest}, ${JSON.stringify(challenge.expected)}::jsonb,
      ${challenge.reference}, ${code.wrongAnswers}::int,
      now() + make_interval(mins => ${code.lifetimeMinutes}::int)
    FROM ${cleared} AS r
    ON CONFLICT (account_id, purpose, browser_hash) WHERE ended_at IS NULL DO NOTHING
    RETURNING c.*`;
}

function refusal(limits: Limits): Sql {
  return sql`
    json_build_object(
      'codesDisabled', ${codesDisabled(limits)},
      'lockedForSeconds', ${lockedForSeconds(limits)},
      'resendInSeconds', ${resendInSeconds(limits)},
      'capped', ${cappedForSeconds(limits)} > 0)`;
}
