import { createHash } from "node:crypto";
import { z } from "zod";
import { db, query } from "@/lib/host/server/db";

/** The first wrong passwords are free. Then a wait doubles from one second to fifteen minutes. */
export const passwordThrottle = { freeFailures: 5, longestWaitSeconds: 900 } as const;

/**
 * A browser that signed in to this account before has a counter of its own, so that a stranger's guesses never lock the
 * owner out (OWASP, device cookies).
 */
export function throttleKey(email: string, browserHash: string | null): string {
  return createHash("sha256")
    .update(JSON.stringify([email, browserHash]))
    .digest("base64url");
}

const reservedRow = z.tuple([z.object({ counted: z.boolean(), blockedForSeconds: z.int() })]);

/**
 * Counts the attempt before the password is compared. While the key has to wait, nothing is counted, and
 * `retryAfterSeconds` is the rest of the wait. It is one statement, so that all parallel guesses are counted.
 */
export async function reservePasswordAttempt(
  key: string,
): Promise<{ ok: true } | { ok: false; retryAfterSeconds: number }> {
  const { freeFailures, longestWaitSeconds } = passwordThrottle;
  const rows = await query(
    () => db.$queryRaw<unknown[]>`
    WITH counted AS (
      INSERT INTO password_throttle AS t (key, failures) VALUES (${key}, 1)
      ON CONFLICT (key) DO UPDATE SET
        failures = CASE WHEN t.updated_at < now() - interval '24 hours' THEN 1 ELSE t.failures + 1 END,
        blocked_until = CASE
          WHEN t.updated_at < now() - interval '24 hours' OR t.failures < ${freeFailures}::int THEN now()
          ELSE now() + make_interval(secs => least(power(2, least(t.failures - ${freeFailures}::int, 20)), ${longestWaitSeconds}::int))
        END,
        updated_at = now()
      WHERE t.blocked_until <= now()
      RETURNING 1
    )
    SELECT EXISTS (SELECT FROM counted) AS counted, coalesce((
      SELECT ceil(extract(epoch FROM t.blocked_until - now()))::int FROM password_throttle AS t WHERE t.key = ${key}
    ), 0) AS "blockedForSeconds"`,
  );
  const [{ counted, blockedForSeconds }] = reservedRow.parse(rows);
  // The block began after this statement did, so it is the shortest one.
  return counted ? { ok: true } : { ok: false, retryAfterSeconds: Math.max(blockedForSeconds, 1) };
}

/** Forgets keys that have been quiet for two days. Returns how many. */
export function sweepPasswordAttempts(): Promise<number> {
  return query(() => db.$executeRaw`DELETE FROM password_throttle WHERE updated_at < now() - interval '2 days'`);
}

/**
 * Resets the key's counter after a right password. False if the person's password changed or the person was disabled
 * while the password was compared.
 */
export async function clearPasswordAttempts(
  key: string,
  compared: { id: string; passwordHash: string },
): Promise<boolean> {
  const rows = await query(
    () => db.$queryRaw<unknown[]>`
      WITH cleared AS (DELETE FROM password_throttle WHERE key = ${key})
      SELECT 1 FROM users WHERE id = ${compared.id} AND password_hash = ${compared.passwordHash} AND disabled_at IS NULL`,
  );
  return rows.length > 0;
}
