import type { NewChallenge } from "@/lib/two-factor/core/code/records";
import { deliveryLimits } from "@/lib/two-factor/core/message/delivery";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** The message of the challenge in `issued`, written with it: no code exists that is never sent. */
export function queueDelivery({ message }: NewChallenge): Sql {
  if (!message) return sql`SELECT FROM issued`;
  const { deliveryId, channel, sealed, text } = message;
  return sql`
    INSERT INTO two_factor_delivery
      (id, challenge_id, account_id, channel, sealed, valid_until, due_at, sms_country, sms_cost, sms_day)
    SELECT ${deliveryId}, c.id, c.account_id, ${channel}, ${sealed}, c.expires_at,
      now() + make_interval(secs => ${deliveryLimits.headStartSeconds}::int),
      ${text?.country ?? null}::text, ${text?.cost ?? null}::int, ${text?.day.toISOString() ?? null}::timestamptz
    FROM issued AS c`;
}

/**
 * Messages that tell what this statement makes true, one INSERT of them for each row of `told` (account_id), which has
 * one or none. Whoever looks next takes them up.
 */
export function queueNotices(notices: readonly NewNotice[], told: Sql): Sql {
  return sql`
    INSERT INTO two_factor_delivery (id, account_id, channel, sealed, valid_until, due_at)
    SELECT n.id, t.account_id, n.channel, n.sealed, now() + make_interval(hours => ${deliveryLimits.noticeHours}::int), now()
    FROM ${told} AS t, unnest(${notices.map(({ deliveryId }) => deliveryId)}::text[],
      ${notices.map(({ channel }) => channel)}::text[], ${notices.map(({ sealed }) => sealed)}::text[])
      AS n (id, channel, sealed)`;
}

/** Nobody may send the codes of `ended` any more, or could: an UPDATE of their messages. */
export function dropMessages(ended: Sql): Sql {
  return sql`
    UPDATE two_factor_delivery AS d SET sealed = NULL FROM ${ended} AS c
      WHERE d.challenge_id = c.id AND d.sealed IS NOT NULL`;
}
