import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limits";
import type { Issued, NewChallenge, RequestContext } from "@/lib/two-factor/ports";
import { insertChallengeEvents } from "@/lib/two-factor/store/audit";
import { codesDisabled, lockedForSeconds, takesAnswers } from "@/lib/two-factor/store/budget";
import { challengeOf, stateOf } from "@/lib/two-factor/store/challenge";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/database";
import { challengeRow } from "@/lib/two-factor/store/rows";
import { cappedForSeconds, countSend, resendInSeconds } from "@/lib/two-factor/store/sending";
import { type Sql, sql } from "@/lib/two-factor/store/sql";

const issuedRow = z.object({
  challenge: challengeRow.nullable(),
  refused: z
    .object({ codesDisabled: z.boolean(), lockedForSeconds: z.int(), resendInSeconds: z.int(), capped: z.boolean() })
    .nullable(),
});

type Input = { challenge: NewChallenge; context: RequestContext };

export async function issueChallenge(config: StoreConfig, { challenge, context }: Input): Promise<Issued> {
  const { limits } = config;
  const row = await queryTheOne(
    config,
    issuedRow,
    sql`
      WITH account AS (
        SELECT a.* FROM two_factor_account AS a WHERE a.account_id = ${challenge.accountId} FOR UPDATE
      ), reserved AS (${reserveSend(challenge.accountId, limits)}
      ), ended AS (${endLive(challenge)}
      ), issued AS (${insertChallenge(challenge, limits)}
      ), queued AS (
        INSERT INTO delivery (id, challenge_id, account_id, channel)
        SELECT ${challenge.deliveryId}, c.id, c.account_id, c.channel FROM issued AS c
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

// Waits for the account's row first, as every statement does, and inserts it where there is none yet.
function reserveSend(accountId: string, limits: Limits): Sql {
  return sql`
    INSERT INTO two_factor_account AS a (account_id, last_sent_at, sent_this_hour, sent_today)
    SELECT ${accountId}, now(), 1, 1 FROM (SELECT count(*) FROM account) AS locked
    ON CONFLICT (account_id) DO UPDATE SET ${countSend}
    WHERE ${takesAnswers(limits)} AND ${resendInSeconds(limits)} = 0
    RETURNING a.account_id`;
}

function endLive({ purpose, browserHash }: NewChallenge): Sql {
  return sql`
    UPDATE challenge AS c SET state = ${stateOf("superseded")}, ended_at = now()
    FROM reserved AS r
    WHERE c.account_id = r.account_id AND c.purpose = ${purpose} AND c.browser_hash = ${browserHash}
      AND c.ended_at IS NULL
    RETURNING c.id`;
}

// Counting what was ended forces that to happen first. A live row that only the index can see was written after this
// statement began: it wins, and this one issues nothing, at the price of a send.
function insertChallenge(challenge: NewChallenge, { code }: Limits): Sql {
  return sql`
    INSERT INTO challenge AS c
      (id, account_id, purpose, channel, authenticator_id, browser_hash, binding_digest, mac, key_id, mac_version,
       reference, max_attempts, expires_at)
    SELECT ${challenge.id}, r.account_id, ${challenge.purpose}, ${challenge.channel}, ${challenge.authenticatorId},
      ${challenge.browserHash}, ${challenge.bindingDigest}, ${challenge.mac}, ${challenge.keyId},
      ${challenge.macVersion}::int, ${challenge.reference}, ${code.wrongAnswers}::int,
      now() + make_interval(mins => ${code.lifetimeMinutes}::int)
    FROM reserved AS r, (SELECT count(*) FROM ended) AS cleared
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
