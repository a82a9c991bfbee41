import { z } from "zod";
import type { AuditEventName } from "@/lib/two-factor/core/audit";
import type { DeliveryReport } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { deliveryStates } from "@/lib/two-factor/core/words";
import { insertEvents } from "@/lib/two-factor/store/sql/audit";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

type Input = DeliveryReport & { context: RequestContext };

export async function recordDeliveryReport(config: StoreConfig, input: Input): Promise<boolean> {
  const { changed } = await queryTheOne(
    config,
    z.object({ changed: z.boolean() }),
    sql`
      WITH account AS (${lockAccount(input)}
      ), moved AS (${moveForward(input)}
      ), freed AS (
        UPDATE two_factor_account AS a SET last_sent_at = NULL
        FROM moved AS d JOIN account AS locked ON locked.account_id = d.account_id
        WHERE a.account_id = d.account_id AND d.challenge_id IS NOT NULL AND a.last_sent_at <= d.queued_at
      ), audited AS (
        ${insertEvents(input.context, eventOf(input))}
      )
      SELECT EXISTS (SELECT FROM moved) AS changed`,
  );
  return changed;
}

// Nobody waits for the next code because of one that did not arrive. The account first, as everywhere; a report of
// success changes nothing in it.
function lockAccount(input: Input): Sql {
  const isLost = input.state === "failed" || input.state === "bounced";
  return sql`
    SELECT a.account_id FROM two_factor_account AS a
    WHERE ${isLost}::boolean AND a.account_id = (
      SELECT d.account_id FROM two_factor_delivery AS d WHERE d.id = ${messageOf(input)})
    FOR UPDATE`;
}

/** The id of the row that a report is about: ours where the provider sent it back, else found by its own. */
function messageOf({ provider, providerMessageId, deliveryId }: Input): Sql {
  return sql`
    coalesce(${deliveryId}::text,
      (SELECT known.id FROM two_factor_delivery AS known
       WHERE known.provider_message_id = ${providerMessageId} AND known.provider = ${provider} LIMIT 1))`;
}

// A report that waited for another one's lock is judged by what that one left. Another provider's report of the same
// message is none of this row's concern. The provider's clock may be ahead of ours.
function moveForward(input: Input): Sql {
  const { provider, providerMessageId, state, at } = input;
  const moment = sql`least(${at.toISOString()}::timestamptz, now())`;
  const when = (reported: DeliveryReport["state"], column: Sql) => (state === reported ? moment : column);
  return sql`
    UPDATE two_factor_delivery AS d
    SET state = ${state}, provider = ${provider}, provider_message_id = ${providerMessageId},
      sealed = NULL,
      sent_at = coalesce(d.sent_at, ${state === "failed" ? sql`NULL::timestamptz` : moment}),
      failed_at = ${when("failed", sql`d.failed_at`)},
      delivered_at = ${when("delivered", sql`d.delivered_at`)},
      bounced_at = ${when("bounced", sql`d.bounced_at`)}
    FROM (SELECT count(*) FROM account) AS locked
    WHERE d.id = ${messageOf(input)}
      AND coalesce(d.provider, ${provider}) = ${provider}
      AND coalesce(d.provider_message_id, ${providerMessageId}) = ${providerMessageId}
      AND ${rankOf(sql`d.state`)} < ${rankOf(sql`${state}`)}
    RETURNING d.*`;
}

function rankOf(state: Sql): Sql {
  return sql`array_position(${deliveryStates}::text[], ${state}::text)`;
}

const events = {
  sent: "delivery_sent",
  failed: "delivery_fail",
  delivered: "delivery_confirm",
  bounced: "delivery_bounce",
} as const satisfies Record<DeliveryReport["state"], AuditEventName>;

function eventOf({ state }: Input): Sql {
  const outcome = state === "failed" || state === "bounced" ? "fault" : "success";
  return sql`
    SELECT ${events[state]}::text, ${outcome}::text, d.account_id, d.challenge_id,
      (SELECT c.purpose FROM two_factor_challenge AS c WHERE c.id = d.challenge_id), NULL, d.channel,
      jsonb_build_object('provider', d.provider, 'reported', true)
    FROM moved AS d`;
}
