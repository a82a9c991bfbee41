import type { Store } from "@/lib/two-factor/ports";
import { insertEvents } from "@/lib/two-factor/store/audit";
import { execute, type StoreConfig } from "@/lib/two-factor/store/database";
import { giveSendBack } from "@/lib/two-factor/store/sending";
import { type Sql, sql } from "@/lib/two-factor/store/sql";

type Input = Parameters<Store["markDelivery"]>[0];

export function markDelivery(config: StoreConfig, input: Input): Promise<void> {
  return execute(config, input.state === "sent" ? markSent(input) : markFailed(input));
}

function markSent(input: Extract<Input, { state: "sent" }>): Sql {
  const { deliveryId, context, provider, providerMessageId, attempts } = input;
  return sql`
    WITH marked AS (
      UPDATE delivery SET state = 'sent', sent_at = now(), provider = ${provider}, attempts = ${attempts}::int,
        provider_message_id = ${providerMessageId}
      WHERE id = ${deliveryId} AND state = 'queued'
      RETURNING *
    )
    ${insertEvents(context, eventOf("delivery_sent", "success", sql`NULL::text`))}`;
}

// The account first, as everywhere: it is found through the delivery, which is not locked by looking.
function markFailed(input: Extract<Input, { state: "failed" }>): Sql {
  const { deliveryId, context, provider, failure, attempts } = input;
  return sql`
    WITH account AS (
      SELECT a.account_id FROM two_factor_account AS a
      WHERE a.account_id = (SELECT account_id FROM delivery WHERE id = ${deliveryId})
      FOR UPDATE
    ), marked AS (
      UPDATE delivery AS d SET state = 'failed', failed_at = now(), provider = ${provider}, attempts = ${attempts}::int,
        failure = ${failure}
      FROM account AS a WHERE d.id = ${deliveryId} AND d.account_id = a.account_id AND d.state = 'queued'
      RETURNING d.*
    ), given_back AS (
      UPDATE two_factor_account AS a SET ${giveSendBack} FROM marked AS d WHERE a.account_id = d.account_id
    )
    ${insertEvents(context, eventOf("delivery_fail", "fault", sql`${failure}::text`))}`;
}

function eventOf(event: "delivery_sent" | "delivery_fail", outcome: "success" | "fault", failure: Sql): Sql {
  return sql`
    SELECT ${event}::text, ${outcome}::text, d.account_id, d.challenge_id,
      (SELECT c.purpose FROM challenge AS c WHERE c.id = d.challenge_id), d.channel,
      jsonb_strip_nulls(jsonb_build_object('provider', d.provider, 'attempts', d.attempts, 'failure', ${failure}))
    FROM marked AS d`;
}
