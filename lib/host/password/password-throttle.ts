import { createHash } from "node:crypto";
import { db, query } from "@/lib/host/server/db";

/** Wrong passwords that cost nothing, then a wait that doubles from one second to fifteen minutes. */
export const passwordThrottle = { freeFailures: 5, longestWaitSeconds: 900 } as const;

/**
 * Browsers that signed in to this account before have a counter of their own, so that a stranger's guesses
 * never lock the owner out (OWASP, device cookies).
 */
export function throttleKey(email: string, browserHash: string | null): string {
  return createHash("sha256")
    .update(JSON.stringify([email, browserHash]))
    .digest("base64url");
}

/** Counts the attempt before it is compared. False while the key has to wait. One statement, so parallel guesses are all counted. */
export async function reservePasswordAttempt(key: string): Promise<boolean> {
  const { freeFailures, longestWaitSeconds } = passwordThrottle;
  const rows = await query(
    () => db.$queryRaw<unknown[]>`
    INSERT INTO password_throttle AS t (key, failures) VALUES (${key}, 1)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN t.updated_at < now() - interval '24 hours' THEN 1 ELSE t.failures + 1 END,
      blocked_until = CASE
        WHEN t.updated_at < now() - interval '24 hours' OR t.failures < ${freeFailures}::int THEN now()
        ELSE now() + make_interval(secs => least(power(2, least(t.failures - ${freeFailures}::int, 20)), ${longestWaitSeconds}::int))
      END,
      updated_at = now()
    WHERE t.blocked_until <= now()
    RETURNING 1`,
  );
  return rows.length > 0;
}

/** Forgets keys that have been quiet for two days. Returns how many. */
export function sweepPasswordAttempts(): Promise<number> {
  return query(() => db.$executeRaw`DELETE FROM password_throttle WHERE updated_at < now() - interval '2 days'`);
}

/**
 * After a right password the key starts afresh. False where what was compared is not the person's password any more, or
 * the person was disabled meanwhile: comparing takes its time.
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
