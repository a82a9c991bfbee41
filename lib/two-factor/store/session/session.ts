import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { NewSession, SessionRecord } from "@/lib/two-factor/core/session/records";
import { eventOfFirstStep } from "@/lib/two-factor/core/sign-in/first-step";
import type { Store } from "@/lib/two-factor/flows/ports";
import { queueNotices } from "@/lib/two-factor/store/message/queue-delivery";
import { insertEvents, providerOf, shortened } from "@/lib/two-factor/store/sql/audit";
import { execute, queryOne, queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sessionRow } from "@/lib/two-factor/store/sql/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Opens the session once for each row of `granted`, which has one or none. */
export function insertSession(
  { session, context }: { session: NewSession; context: RequestContext },
  granted: Sql,
  limits: Limits,
  where: { isThere: Sql } = { isThere: sql`` },
): Sql {
  const { maxAgeSeconds: maxAge = null, authenticatedAt } = session;
  return sql`
    INSERT INTO two_factor_session AS s
      (id_hash, account_id, browser_hash, amr, acr, authenticated_at, max_age_seconds, expires_at, ip, user_agent)
    SELECT ${session.idHash}, ${session.accountId}, ${session.browserHash}, ${session.amr}::text[], ${session.acr},
      coalesce(${authenticatedAt?.toISOString() ?? null}::timestamptz, now()), ${maxAge}::int,
      coalesce(${unusedUntil(sql`${maxAge}::int`)}, ${lifetimeEnd(limits)}),
      ${context.ip}, ${shortened(context.userAgent)}
    FROM (${granted}) AS granted ${where.isThere}
    RETURNING s.id_hash AS "idHash"`;
}

function lifetimeEnd({ session }: Limits): Sql {
  return sql`now() + make_interval(hours => ${session.lifetimeHours}::int)`;
}

// A quarter longer than the application's own session, so that the row never ends first.
function unusedUntil(maxAge: Sql): Sql {
  return sql`now() + make_interval(secs => ${maxAge} * 1.25)`;
}

/**
 * `notices` of a new sign-in, for each row of `granted` (account_id) where this browser is not known to the account. The
 * first sign-in of all counts: an account that nobody used for long remembers no browser either. Told ten times within a
 * day, the person knows; without an end, whoever has a password could flood mailbox, phone and queue.
 */
export function notifyOfNewBrowser(
  { session: { browserHash }, notices = [] }: { session: NewSession; notices?: readonly NewNotice[] },
  granted: Sql,
  { session: { newBrowserNoticesPerDay } }: Limits,
): Sql {
  const unknown = sql`(
    SELECT g.account_id FROM ${granted} AS g
    WHERE NOT EXISTS (SELECT FROM two_factor_session AS k
      WHERE k.account_id = g.account_id AND k.browser_hash = ${browserHash})
      AND (SELECT count(DISTINCT k.browser_hash) FROM two_factor_session AS k
        WHERE k.account_id = g.account_id AND k.created_at > now() - interval '1 day') < ${newBrowserNoticesPerDay}::int)`;
  return queueNotices(notices, unknown);
}

// The account's row is waited for, and made where there is none: a session must not slip in while the second step is being
// switched on, the password changed or the person disabled.
export async function openSession(config: StoreConfig, input: Parameters<Store["openSession"]>[0]): Promise<boolean> {
  const { session, accountVersion, context } = input;
  const proved = eventOfFirstStep(session.amr);
  const opened = await queryOne(
    config,
    z.object({ idHash: z.string() }),
    sql`
      WITH account AS (
        INSERT INTO two_factor_account AS a (account_id) VALUES (${session.accountId})
        ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id
        RETURNING a.*
      ), granted AS (
        SELECT a.account_id FROM account AS a WHERE a.enabled_at IS NULL AND ${isOfVersion(accountVersion)}
      ), noticed AS (${notifyOfNewBrowser(input, sql`granted`, config.limits)}
      ), audited AS (
        ${insertEvents(
          context,
          sql`
            SELECT e.event, 'success', ${session.accountId}::text, NULL, 'sign-in', NULL, NULL,
              CASE WHEN e.event = ${proved}::text THEN ${providerOf(input)} END
            FROM granted, unnest(${[proved, "authn_login_success", "session_created"]}::text[]) AS e (event)`,
        )}
      )
      ${insertSession(input, sql`SELECT FROM granted`, config.limits)}`,
  );
  return opened !== null;
}

/** Whether what was proved under this version still counts. `a` is the account's row, as the lock left it. */
export function isOfVersion(version: number | null): Sql {
  return sql`(${version}::int IS NULL OR a.version = ${version}::int)`;
}

/** Whether it still opens anything. `s` is the session's row. */
export function isLiveSession({ session }: Limits): Sql {
  return sql`(
    s.revoked_at IS NULL AND s.expires_at > now()
    AND (s.max_age_seconds IS NOT NULL OR s.last_seen_at > now() - make_interval(mins => ${session.idleMinutes}::int)))`;
}

export function readSession(config: StoreConfig, idHash: string): Promise<SessionRecord | null> {
  return queryOne(
    config,
    sessionRow,
    sql`
      WITH live AS (
        SELECT s.* FROM two_factor_session AS s WHERE s.id_hash = ${idHash} AND ${isLiveSession(config.limits)}
      ), seen AS (${markSeen(sql`SELECT id_hash FROM live`)})
      SELECT account_id AS "accountId", amr, acr, authenticated_at AS "authenticatedAt" FROM live`,
  );
}

export async function ownerOfSession(
  config: StoreConfig,
  { idHash, browserHash }: Parameters<Store["ownerOfSession"]>[0],
): Promise<string | null> {
  const owner = await queryOne(
    config,
    z.object({ accountId: z.string() }),
    sql`
      SELECT account_id AS "accountId" FROM two_factor_session
        WHERE id_hash = ${idHash} AND browser_hash = ${browserHash}`,
  );
  return owner?.accountId ?? null;
}

/** Marks the sessions of these ids as used, at most once a minute. One with a maximal age goes on from there. */
export function markSeen(idHashes: Sql): Sql {
  return sql`
    UPDATE two_factor_session AS s SET last_seen_at = now(), expires_at = CASE
      WHEN s.expires_at < now() + make_interval(secs => s.max_age_seconds * 1.125)
      THEN ${unusedUntil(sql`s.max_age_seconds`)} ELSE s.expires_at END
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
        UPDATE two_factor_session SET revoked_at = now(), revoked_as = ${because}
        WHERE id_hash = ${idHash} AND revoked_at IS NULL
        RETURNING account_id
      )
      ${insertEvents(
        context,
        sql`
          SELECT 'session_revoked', 'success', r.account_id, NULL, NULL, NULL, NULL,
            jsonb_build_object('because', ${because}::text)
          FROM revoked AS r`,
      )}`,
  );
}

export function viewAccount(
  config: StoreConfig,
  { accountId, browserHash }: Parameters<Store["viewAccount"]>[0],
): ReturnType<Store["viewAccount"]> {
  return queryTheOne(
    config,
    z.object({ knowsBrowser: z.boolean(), version: z.int() }),
    sql`
      SELECT coalesce((SELECT a.version FROM two_factor_account AS a WHERE a.account_id = ${accountId}), 0) AS version,
        EXISTS (SELECT FROM two_factor_session
          WHERE account_id = ${accountId} AND browser_hash = ${browserHash}) AS "knowsBrowser"`,
  );
}
