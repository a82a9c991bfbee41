import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

// ANY over an array always finds its rows by the index; IN may read the whole table.
const aDayAgo = sql`now() - interval '1 day'`;

// A session that is over still says which browsers its account knows.
function rememberedSince({ session }: Limits): Sql {
  return sql`now() - make_interval(days => ${session.rememberedDays}::int)`;
}

/** Rows that somebody holds are left for the next time, so that sweeping never waits and never makes anybody wait. */
export async function sweep(config: StoreConfig): Promise<number> {
  const { rows } = await queryTheOne(
    config,
    z.object({ rows: z.int() }),
    sql`
      WITH challenges AS (
        DELETE FROM two_factor_challenge WHERE id = ANY (ARRAY(
          SELECT id FROM two_factor_challenge WHERE expires_at < ${aDayAgo} FOR UPDATE SKIP LOCKED))
        RETURNING id
      ), deliveries AS (
        DELETE FROM two_factor_delivery AS d USING challenges AS c WHERE d.challenge_id = c.id
        RETURNING d.id
      ), notices AS (
        DELETE FROM two_factor_delivery WHERE id = ANY (ARRAY(
          SELECT id FROM two_factor_delivery
            WHERE challenge_id IS NULL AND valid_until < ${aDayAgo} FOR UPDATE SKIP LOCKED))
        RETURNING id
      ), pending AS (
        DELETE FROM two_factor_pending_sign_in WHERE id = ANY (ARRAY(
          SELECT id FROM two_factor_pending_sign_in WHERE expires_at < ${aDayAgo} FOR UPDATE SKIP LOCKED))
        RETURNING id
      ), sessions AS (
        DELETE FROM two_factor_session WHERE id_hash = ANY (ARRAY(
          SELECT id_hash FROM two_factor_session
            WHERE expires_at < ${rememberedSince(config.limits)} FOR UPDATE SKIP LOCKED))
        RETURNING id_hash
      ), approvals AS (
        DELETE FROM two_factor_approval WHERE id = ANY (ARRAY(
          SELECT id FROM two_factor_approval
            WHERE expires_at < ${aDayAgo} AND state <> 'executed' FOR UPDATE SKIP LOCKED))
        RETURNING id
      ), counters AS (
        DELETE FROM two_factor_sms_counter WHERE key = ANY (ARRAY(
          SELECT key FROM two_factor_sms_counter WHERE started_at < ${aDayAgo} AND key <> 'day' FOR UPDATE SKIP LOCKED))
        RETURNING key
      ), limits AS (
        DELETE FROM two_factor_rate_limit WHERE key = ANY (ARRAY(
          SELECT key FROM two_factor_rate_limit WHERE expires_at < now() FOR UPDATE SKIP LOCKED))
        RETURNING key
      )
      SELECT ((SELECT count(*) FROM challenges) + (SELECT count(*) FROM deliveries) + (SELECT count(*) FROM notices) +
        (SELECT count(*) FROM pending) + (SELECT count(*) FROM sessions) +
        (SELECT count(*) FROM approvals) + (SELECT count(*) FROM counters) +
        (SELECT count(*) FROM limits))::int AS rows`,
  );
  return rows;
}
