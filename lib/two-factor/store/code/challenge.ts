/** What the statements about challenges share. `c` is the challenge's row. The rules are functions of the migration. */
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Whether it can still be answered. */
export const isLive = sql`two_factor_is_live(c)`;

/** The challenge as one JSON value, with the state of its message. */
export function challengeOf(): Sql {
  return sql`two_factor_challenge_record(c, ${deliveryState})`;
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
