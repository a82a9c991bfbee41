import { deliveryLimits } from "@/lib/two-factor/core/message/delivery";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

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
