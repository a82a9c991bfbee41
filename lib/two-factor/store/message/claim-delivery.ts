import { deliveryLimits } from "@/lib/two-factor/core/message/delivery";
import type { ClaimedDelivery, EndedDelivery } from "@/lib/two-factor/core/message/records";
import { isLive } from "@/lib/two-factor/store/code/challenge";
import { recordEnded } from "@/lib/two-factor/store/message/record-ended";
import { query, queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { claimedDeliveryRow } from "@/lib/two-factor/store/sql/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

export function claimDelivery(config: StoreConfig, deliveryId: string): Promise<ClaimedDelivery | null> {
  return queryOne(config, claimedDeliveryRow, claim(sql`d.id = ${deliveryId} AND d.claims = 0`, 1));
}

export function claimDueDeliveries(
  config: StoreConfig,
  { atMost, ended = [] }: { atMost: number; ended?: readonly EndedDelivery[] },
): Promise<ClaimedDelivery[]> {
  if (ended.length === 0) return query(config, claimedDeliveryRow, claim(sql`d.due_at <= now()`, atMost));
  // What ended and was told too late may be due again by now: one statement changes a row once.
  const others = sql`d.due_at <= now() AND d.id <> ALL(${ended.map(({ deliveryId }) => deliveryId)}::text[])`;
  return query(config, claimedDeliveryRow, claim(others, atMost, sql`${recordEnded(ended)}, `));
}

// A row that somebody else is claiming is his: nobody waits for it. `failure` says of a queued message that its last
// try ended and nothing left; a claim without such an end may have sent it.
function claim(condition: Sql, atMost: number, before = sql``): Sql {
  return sql`
    WITH ${before}due AS (
      SELECT d.id, d.claims > 0 AND d.failure IS NULL AS is_repeat FROM two_factor_delivery AS d
      WHERE d.state = 'queued' AND ${condition}
      ORDER BY d.due_at LIMIT ${atMost}::int
      FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE two_factor_delivery AS d SET claims = d.claims + 1, failure = NULL,
        due_at = now() + make_interval(secs => ${deliveryLimits.claimSeconds}::int)
      FROM due WHERE d.id = due.id
      RETURNING d.*, due.is_repeat
    )
    SELECT d.id, d.account_id AS "accountId", d.challenge_id AS "challengeId", d.channel, d.claims AS claim, d.sealed,
      d.queued_at AS "queuedAt", d.is_repeat AS "isRepeat", ${isWanted} AS "isWanted"
    FROM claimed AS d`;
}

const isWanted = sql`
  (d.sealed IS NOT NULL AND d.valid_until > now() AND (d.challenge_id IS NULL OR
    EXISTS (SELECT FROM two_factor_challenge AS c WHERE c.id = d.challenge_id AND ${isLive})))`;
