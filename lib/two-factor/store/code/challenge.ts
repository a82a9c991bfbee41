/** What the statements about challenges share. `c` is the challenge's row. */
import { secondsUntil } from "@/lib/two-factor/store/code/budget";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Whether it can still be answered. The row alone does not know the time. */
export const isLive = sql`(c.ended_at IS NULL AND c.attempts < c.max_attempts AND c.expires_at > now())`;

/** The state by the database's clock; `meanwhile` is what an unended one, neither used up nor late, is called. */
export function stateOf(meanwhile: "pending" | "superseded"): Sql {
  return sql`
    CASE WHEN c.ended_at IS NOT NULL THEN c.state
      WHEN c.attempts >= c.max_attempts THEN 'exhausted'
      WHEN c.expires_at <= now() THEN 'expired'
      ELSE ${meanwhile} END`;
}

/** The challenge as one JSON value. `delivery` is the state of its message. */
export function challengeOf(delivery: Sql = deliveryState): Sql {
  return sql`
    json_build_object(
      'id', c.id,
      'accountId', c.account_id,
      'purpose', c.purpose,
      'factor', c.factor,
      'authenticatorId', c.authenticator_id,
      'reference', c.reference,
      'state', ${stateOf("pending")},
      'attemptsLeft', c.max_attempts - c.attempts,
      'secondsLeft', ${secondsUntil(sql`c.expires_at`)},
      'issuedAt', c.issued_at,
      'delivery', ${delivery})`;
}

/** What an answer to a challenge whose attempt was counted is compared with. */
export const reservedOf = sql`
  json_build_object(
    'attemptsLeft', c.max_attempts - c.attempts,
    'expected', c.expected,
    'kept', (SELECT t.kept FROM two_factor_authenticator AS t WHERE t.id = c.authenticator_id),
    'at', now())`;

const deliveryState = sql`
  (SELECT d.state FROM two_factor_delivery AS d WHERE d.challenge_id = c.id ORDER BY d.queued_at DESC LIMIT 1)`;
