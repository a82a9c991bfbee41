import { z } from "zod";
import type { Store } from "@/lib/two-factor/flows/ports";
import { giveAnswerBack } from "@/lib/two-factor/store/code/budget";
import { isGuess, spending } from "@/lib/two-factor/store/factor/spending";
import { queueNotices } from "@/lib/two-factor/store/message/queue-delivery";
import { insertSession, notifyOfNewBrowser } from "@/lib/two-factor/store/session/session";
import { isOpen } from "@/lib/two-factor/store/sign-in/pending-sign-in";
import { insertChallengeEvents, insertEvents } from "@/lib/two-factor/store/sql/audit";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

type Input = Parameters<Store["completeSignIn"]>[0];

/**
 * Locks account, challenge and pending sign-in, in this order as everywhere, judges them as the lock left them, and
 * only then writes. A challenge none of whose attempts was counted cannot be completed, whatever a caller says.
 */
export async function completeSignIn(config: StoreConfig, input: Input): Promise<boolean> {
  const { accountId, browserHash } = input.session;
  const spent = spending(config, input.spent, sql`open`);
  const opened = await queryOne(
    config,
    z.object({ idHash: z.string() }),
    sql`
      WITH account AS (
        SELECT a.account_id, a.preferred_factor FROM two_factor_account AS a WHERE a.account_id = ${accountId} FOR UPDATE
      ), answered AS (
        SELECT c.* FROM two_factor_challenge AS c JOIN account AS a ON a.account_id = c.account_id
        WHERE c.id = ${input.challengeId} AND c.factor = ${input.spent.factor} AND c.purpose = 'sign-in' AND c.browser_hash = ${browserHash}
          AND c.ended_at IS NULL AND c.attempts > 0 AND c.expires_at > now()
        FOR UPDATE OF c
      ), open AS (
        SELECT p.id, c.id AS challenge_id, c.authenticator_id, p.account_id, ${isGuess(config)} AS is_guess,
          CASE WHEN p.factor = c.factor THEN p.factor END AS factor
        FROM two_factor_pending_sign_in AS p
        JOIN answered AS c ON c.account_id = p.account_id AND c.browser_hash = p.browser_hash
        WHERE p.id = ${input.pendingSignInId} AND ${isOpen}
        FOR UPDATE OF p
      ), ${spent.part} won AS (
        SELECT o.* FROM open AS o WHERE ${spent.isFirst}
      ), consumed AS (
        UPDATE two_factor_challenge AS c SET state = 'answered', ended_at = now() FROM won WHERE c.id = won.challenge_id
        RETURNING c.*
      ), given_back AS (
        UPDATE two_factor_account AS a SET ${giveAnswerBack(sql`won.is_guess`)},
          preferred_factor = coalesce(won.factor, a.preferred_factor)
        FROM won WHERE a.account_id = won.account_id
      ), completed AS (
        UPDATE two_factor_pending_sign_in AS p SET ended_at = now(), ended_as = 'completed', carried = NULL FROM won WHERE p.id = won.id
      ), noticed AS (${notifyOfNewBrowser(input, sql`won`, config.limits)}
      ), audited AS (
        ${insertChallengeEvents(input.context, sql`consumed`, [
          "challenge_answer_success",
          "authn_login_success",
          "session_created",
        ])}
      ), changed AS (${changedFactor(input)}
      ), told AS (${queueNotices(input.factorNotices ?? [], sql`changed`)}
      ), remembered AS (
        ${insertEvents(
          input.context,
          sql`
            SELECT 'code_channel_change', 'success', c.account_id, c.challenge_id, 'sign-in', c.factor, NULL,
              jsonb_strip_nulls(jsonb_build_object('was', c.was))
            FROM changed AS c`,
        )}
      )
      ${insertSession(input, sql`SELECT FROM won`, config.limits)}`,
  );
  return opened !== null;
}

// Only a proof that was given shows that the person can give it. To a person who chose nothing, what they are asked for
// first anyway is no news.
function changedFactor({ first = null }: Input): Sql {
  return sql`
    SELECT won.account_id, won.challenge_id, won.factor, a.preferred_factor AS was
    FROM won JOIN account AS a ON a.account_id = won.account_id
    WHERE won.factor <> coalesce(a.preferred_factor, ${first}::text, '')`;
}
