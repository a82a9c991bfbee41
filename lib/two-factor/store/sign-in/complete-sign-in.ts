import { z } from "zod";
import type { Store } from "@/lib/two-factor/flows/ports";
import { giveAnswerBack } from "@/lib/two-factor/store/code/budget";
import { queueNotices } from "@/lib/two-factor/store/message/queue-delivery";
import { insertSession, tellOfNewBrowser } from "@/lib/two-factor/store/session/session";
import { isOpen } from "@/lib/two-factor/store/sign-in/pending-sign-in";
import { insertChallengeEvents, insertEvents } from "@/lib/two-factor/store/sql/audit";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

type Input = Parameters<Store["completeSignIn"]>[0];

/**
 * Locks account, challenge and pending sign-in, in this order as everywhere, judges them as the lock left them, and
 * only then writes. A challenge none of whose attempts was counted cannot be completed, whatever a caller says.
 */
export async function completeSignIn(config: StoreConfig, input: Input): Promise<boolean> {
  const { accountId, browserHash } = input.session;
  const opened = await queryOne(
    config,
    z.object({ idHash: z.string() }),
    sql`
      WITH account AS (
        SELECT a.account_id, a.preferred_channel FROM two_factor_account AS a WHERE a.account_id = ${accountId} FOR UPDATE
      ), answered AS (
        SELECT c.* FROM two_factor_challenge AS c JOIN account AS a ON a.account_id = c.account_id
        WHERE c.id = ${input.challengeId} AND c.purpose = 'sign-in' AND c.browser_hash = ${browserHash}
          AND c.ended_at IS NULL AND c.attempts > 0 AND c.expires_at > now()
        FOR UPDATE OF c
      ), won AS (
        SELECT p.id, c.id AS challenge_id, p.account_id, CASE WHEN p.channel = c.channel THEN p.channel END AS channel
        FROM two_factor_pending_sign_in AS p
        JOIN answered AS c ON c.account_id = p.account_id AND c.browser_hash = p.browser_hash
        WHERE p.id = ${input.pendingSignInId} AND ${isOpen}
        FOR UPDATE OF p
      ), consumed AS (
        UPDATE two_factor_challenge AS c SET state = 'answered', ended_at = now() FROM won WHERE c.id = won.challenge_id
        RETURNING c.*
      ), given_back AS (
        UPDATE two_factor_account AS a SET ${giveAnswerBack},
          preferred_channel = coalesce(won.channel, a.preferred_channel)
        FROM won WHERE a.account_id = won.account_id
      ), completed AS (
        UPDATE two_factor_pending_sign_in AS p SET ended_at = now(), ended_as = 'completed', carried = NULL FROM won WHERE p.id = won.id
      ), noticed AS (${tellOfNewBrowser(input, sql`won`, config.limits)}
      ), audited AS (
        ${insertChallengeEvents(input.context, sql`consumed`, [
          "challenge_answer_success",
          "authn_login_success",
          "session_created",
        ])}
      ), changed AS (${channelChange}
      ), told AS (${queueNotices(input.channelNotices ?? [], sql`changed`)}
      ), remembered AS (
        ${insertEvents(
          input.context,
          sql`
            SELECT 'code_channel_change', 'success', c.account_id, c.challenge_id, 'sign-in', c.channel,
              jsonb_strip_nulls(jsonb_build_object('was', c.was))
            FROM changed AS c`,
        )}
      )
      ${insertSession(input, sql`SELECT FROM won`, config.limits)}`,
  );
  return opened !== null;
}

// Only a code that came that way and was answered shows that the person can be reached there. To somebody who chose nothing
// e-mail is no news: codes go there anyway.
const channelChange = sql`
  SELECT won.account_id, won.challenge_id, won.channel, a.preferred_channel AS was
  FROM won JOIN account AS a ON a.account_id = won.account_id
  WHERE won.channel <> coalesce(a.preferred_channel, CASE
    WHEN EXISTS (
      SELECT FROM two_factor_authenticator AS t
        WHERE t.account_id = a.account_id AND t.channel = 'email' AND t.removed_at IS NULL)
    THEN 'email' ELSE 'sms' END)`;
