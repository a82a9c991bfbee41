import { z } from "zod";
import { eventOfFirstStep } from "@/lib/two-factor/core/sign-in/first-step";
import type { Store } from "@/lib/two-factor/flows/ports";
import { protectionOf } from "@/lib/two-factor/store/account/protection";
import { secondsUntil } from "@/lib/two-factor/store/code/budget";
import { challengeOf, isLive } from "@/lib/two-factor/store/code/challenge";
import { isOfVersion } from "@/lib/two-factor/store/session/session";
import { insertEvents, providerOf } from "@/lib/two-factor/store/sql/audit";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { challengeRow, pendingSignInRow, protectionRow } from "@/lib/two-factor/store/sql/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

const openedRow = z.object({ pending: pendingSignInRow, protection: protectionRow, live: challengeRow.nullable() });
const foundRow = z.object({ pending: pendingSignInRow, protection: protectionRow, challenge: challengeRow.nullable() });

export function openPendingSignIn(
  config: StoreConfig,
  input: Parameters<Store["openPendingSignIn"]>[0],
): ReturnType<Store["openPendingSignIn"]> {
  const { limits } = config;
  const { browserHash } = input.context;
  return queryOne(
    config,
    openedRow,
    sql`
      WITH account AS (
        SELECT a.* FROM two_factor_account AS a
        WHERE a.account_id = ${input.accountId} AND a.enabled_at IS NOT NULL AND ${isOfVersion(input.accountVersion)}
        FOR UPDATE
      ), opened AS (
        INSERT INTO two_factor_pending_sign_in AS p
          (id, account_id, browser_hash, token_hash, amr, return_path, carried, expires_at)
        SELECT ${input.id}, a.account_id, ${browserHash}, ${input.tokenHash}, ${input.amr}::text[], ${input.returnPath},
          ${input.carried ?? null}::text, now() + make_interval(mins => ${limits.pendingSignIn.lifetimeMinutes}::int)
        FROM account AS a
        ON CONFLICT (account_id, browser_hash) WHERE ended_at IS NULL DO UPDATE SET
          token_hash = excluded.token_hash, amr = excluded.amr, return_path = excluded.return_path,
          carried = excluded.carried, factor = CASE WHEN p.expires_at > now() THEN p.factor END,
          created_at = excluded.created_at, expires_at = excluded.expires_at
        RETURNING p.*
      ), audited AS (
        ${insertEvents(
          input.context,
          sql`
            SELECT ${eventOfFirstStep(input.amr)}::text, 'success', p.account_id, NULL, 'sign-in', NULL, NULL,
              ${providerOf(input)}
            FROM opened AS p`,
        )}
      )
      SELECT ${pendingOf} AS pending, ${protectionOf(sql`a.account_id`, limits)} AS protection,
        ${newestChallenge(isLive)} AS live
      FROM opened AS p JOIN account AS a ON a.account_id = p.account_id`,
  );
}

export function findPendingSignIn(
  config: StoreConfig,
  { tokenHash, browserHash }: Parameters<Store["findPendingSignIn"]>[0],
): ReturnType<Store["findPendingSignIn"]> {
  return queryOne(
    config,
    foundRow,
    sql`
      SELECT ${pendingOf} AS pending, ${protectionOf(sql`p.account_id`, config.limits)} AS protection,
        ${newestChallenge(sql`true`)} AS challenge
      FROM two_factor_pending_sign_in AS p LEFT JOIN two_factor_account AS a ON a.account_id = p.account_id
      WHERE p.token_hash = ${tokenHash} AND p.browser_hash = ${browserHash} AND ${isOpen}`,
  );
}

/** `p` is the pending sign-in's row. */
export const isOpen = sql`(p.ended_at IS NULL AND p.expires_at > now())`;

const pendingOf = sql`
  json_build_object(
    'id', p.id,
    'accountId', p.account_id,
    'amr', p.amr,
    'returnPath', p.return_path,
    'carried', p.carried,
    'factor', p.factor,
    'secondsLeft', ${secondsUntil(sql`p.expires_at`)})`;

function newestChallenge(condition: Sql): Sql {
  return sql`(
    SELECT ${challengeOf()} FROM two_factor_challenge AS c
    WHERE c.account_id = p.account_id AND c.purpose = 'sign-in' AND c.browser_hash = p.browser_hash AND ${condition}
    ORDER BY c.issued_at DESC LIMIT 1)`;
}
