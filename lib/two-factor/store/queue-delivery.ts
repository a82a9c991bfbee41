import { deliveryLimits } from "@/lib/two-factor/core/delivery";
import type { NewChallenge } from "@/lib/two-factor/ports";
import { type Sql, sql } from "@/lib/two-factor/store/sql";

/** The message of the code in `issued`, written with it: no code exists that nobody will send. */
export function queueDelivery({ deliveryId, sealed, text }: NewChallenge): Sql {
  return sql`
    INSERT INTO delivery
      (id, challenge_id, account_id, channel, sealed, valid_until, due_at, text_country, text_cost, text_day)
    SELECT ${deliveryId}, c.id, c.account_id, c.channel, ${sealed}, c.expires_at,
      now() + make_interval(secs => ${deliveryLimits.headStartSeconds}::int),
      ${text?.country ?? null}::text, ${text?.cost ?? null}::int, ${text?.day.toISOString() ?? null}::timestamptz
    FROM issued AS c`;
}

/** Nobody may send the codes of `ended` any more, or could: an UPDATE of their messages. */
export function dropMessages(ended: Sql): Sql {
  return sql`
    UPDATE delivery AS d SET sealed = NULL FROM ${ended} AS c WHERE d.challenge_id = c.id AND d.sealed IS NOT NULL`;
}
