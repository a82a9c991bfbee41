import { z } from "zod";

/** What is used of a `pg` pool. */
export type QueryPool = { query(text: string, values: unknown[]): Promise<unknown> };

export type Counter = { key: string; lifetimeMs: number };
export type Counted = { key: string; points: number; msBeforeNext: number };

const counted = z.object({
  rows: z.array(z.object({ key: z.string(), points: z.coerce.number(), expire: z.coerce.number() })),
});

/**
 * Counts one in each row of `two_factor_rate_limit`, in one statement: what rate-limiter-flexible does for one row, in
 * the same columns. Rows are taken in the order of their keys, so that two requests never wait for each other.
 */
export async function countEach(pool: QueryPool, counters: readonly Counter[]): Promise<Counted[]> {
  const now = Date.now();
  const answer = await pool.query(
    `INSERT INTO two_factor_rate_limit AS kept (key, points, expire)
     SELECT key, 1, expire FROM unnest($1::text[], $2::bigint[]) AS wanted (key, expire) ORDER BY key
     ON CONFLICT (key) DO UPDATE SET
       points = CASE WHEN kept.expire <= $3::bigint THEN 1 ELSE kept.points + 1 END,
       expire = CASE WHEN kept.expire <= $3::bigint THEN excluded.expire ELSE kept.expire END
     RETURNING key, points, expire`,
    [counters.map(({ key }) => key), counters.map(({ lifetimeMs }) => now + lifetimeMs), now],
  );
  return counted.parse(answer).rows.map(({ expire, ...row }) => ({ ...row, msBeforeNext: expire - now }));
}
