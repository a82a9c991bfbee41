import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limits";
import type { NewNotice, NewSession, RequestContext, SessionRecord, Store } from "@/lib/two-factor/ports";
import { insertEvents, shortened } from "@/lib/two-factor/store/audit";
import { execute, queryOne, queryTheOne, type StoreConfig } from "@/lib/two-factor/store/database";
import { queueNotices } from "@/lib/two-factor/store/queue-delivery";
import { sessionRow } from "@/lib/two-factor/store/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql";

/** Opens the session once for each row of `granted`, which has one or none. */
export function insertSession(
  { session, context }: { session: NewSession; context: RequestContext },
  granted: Sql,
  limits: Limits,
): Sql {
  return sql`
    INSERT INTO session AS s (id_hash, account_id, browser_hash, amr, acr, expires_at, ip, user_agent)
    SELECT ${session.idHash}, ${session.accountId}, ${session.browserHash}, ${session.amr}::text[], ${session.acr},
      now() + make_interval(hours => ${limits.session.lifetimeHours}::int), ${context.ip}, ${shortened(context.userAgent)}
    FROM (${granted}) AS granted
    RETURNING s.id_hash AS "idHash"`;
}

/**
 * `notices` of a new sign-in, for each row of `granted` (account_id) where this browser is not known to the account. The
 * first sign-in of all counts: an account that nobody used for long remembers no browser either.
 */
export function tellOfNewBrowser(
  { session: { browserHash }, notices = [] }: { session: NewSession; notices?: readonly NewNotice[] },
  granted: Sql,
): Sql {
  const unknown = sql`(
    SELECT g.account_id FROM ${granted} AS g
    WHERE NOT EXISTS (SELECT FROM session AS k WHERE k.account_id = g.account_id AND k.browser_hash = ${browserHash}))`;
  return queueNotices(notices, unknown);
}

// The account's row is waited for: a session must not slip in while the second step is being switched on.
export async function openSession(config: StoreConfig, input: Parameters<Store["openSession"]>[0]): Promise<boolean> {
  const { session, context } = input;
  const opened = await queryOne(
    config,
    z.object({ idHash: z.string() }),
    sql`
      WITH account AS (
        SELECT a.enabled_at FROM two_factor_account AS a WHERE a.account_id = ${session.accountId} FOR UPDATE
      ), granted AS (
        SELECT ${session.accountId}::text AS account_id
        WHERE NOT EXISTS (SELECT FROM account WHERE enabled_at IS NOT NULL)
      ), noticed AS (${tellOfNewBrowser(input, sql`granted`)}
      ), audited AS (
        ${insertEvents(
          context,
          sql`
            SELECT e.event, 'success', ${session.accountId}::text, NULL, 'sign-in', NULL, NULL::jsonb
            FROM granted, unnest(${["authn_password_success", "authn_login_success", "session_created"]}::text[]) AS e (event)`,
        )}
      )
      ${insertSession(input, sql`SELECT FROM granted`, config.limits)}`,
  );
  return opened !== null;
}

/** Whether it still opens anything. `s` is the session's row. */
export function isLiveSession({ session }: Limits): Sql {
  return sql`(
    s.revoked_at IS NULL AND s.expires_at > now()
    AND s.last_seen_at > now() - make_interval(mins => ${session.idleMinutes}::int))`;
}

export function readSession(config: StoreConfig, idHash: string): Promise<SessionRecord | null> {
  return queryOne(
    config,
    sessionRow,
    sql`
      WITH live AS (
        SELECT s.* FROM session AS s WHERE s.id_hash = ${idHash} AND ${isLiveSession(config.limits)}
      ), seen AS (${markSeen(sql`SELECT id_hash FROM live`)})
      SELECT account_id AS "accountId", amr, acr, authenticated_at AS "authenticatedAt" FROM live`,
  );
}

/** Marks the sessions of these ids as used, at most once a minute. */
export function markSeen(idHashes: Sql): Sql {
  return sql`
    UPDATE session AS s SET last_seen_at = now()
    WHERE s.id_hash IN (${idHashes}) AND s.last_seen_at < now() - interval '1 minute'`;
}

export function revokeSession(
  config: StoreConfig,
  { idHash, because, context }: Parameters<Store["revokeSession"]>[0],
): Promise<void> {
  return execute(
    config,
    sql`
      WITH revoked AS (
        UPDATE session SET revoked_at = now(), revoked_as = ${because}
        WHERE id_hash = ${idHash} AND revoked_at IS NULL
        RETURNING account_id
      )
      ${insertEvents(
        context,
        sql`
          SELECT 'session_revoked', 'success', r.account_id, NULL, NULL, NULL,
            jsonb_build_object('because', ${because}::text)
          FROM revoked AS r`,
      )}`,
  );
}

export async function knowsBrowser(
  config: StoreConfig,
  { accountId, browserHash }: Parameters<Store["knowsBrowser"]>[0],
): Promise<boolean> {
  const { known } = await queryTheOne(
    config,
    z.object({ known: z.boolean() }),
    sql`
      SELECT EXISTS (SELECT FROM session WHERE account_id = ${accountId} AND browser_hash = ${browserHash}) AS known`,
  );
  return known;
}
