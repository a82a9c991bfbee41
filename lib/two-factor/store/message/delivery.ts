import { isCertainlyUnsent } from "@/lib/two-factor/core/limit/sms";
import type { Store } from "@/lib/two-factor/flows/ports";
import { giveSendBack } from "@/lib/two-factor/store/code/sending";
import { insertEvents } from "@/lib/two-factor/store/sql/audit";
import { execute, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

type Input = Parameters<Store["markDelivery"]>[0];

export function markDelivery(config: StoreConfig, input: Input): Promise<void> {
  switch (input.state) {
    case "sent":
      return execute(config, markSent(input));
    case "failed":
      return execute(config, markFailed(input));
    case "queued":
      return execute(config, putOff(input));
  }
}

function markSent(input: Extract<Input, { state: "sent" }>): Sql {
  const { deliveryId, claim, context, provider, providerMessageId, attempts } = input;
  return sql`
    WITH marked AS (
      UPDATE two_factor_delivery SET state = 'sent', sent_at = now(), sealed = NULL, provider = ${provider},
        attempts = ${attempts}::int, provider_message_id = ${providerMessageId}
      WHERE id = ${deliveryId} AND state = 'queued' AND claims = ${claim}::int
      RETURNING *
    )
    ${insertEvents(context, eventOf("delivery_sent", "success", sql`NULL::text`))}`;
}

// The account first, as everywhere: it is found through the delivery, which is not locked by looking. A notice may
// outlive its account, and was never counted as a send.
function markFailed(input: Extract<Input, { state: "failed" }>): Sql {
  const { deliveryId, claim, context, provider, failure, attempts } = input;
  return sql`
    WITH account AS (
      SELECT a.account_id FROM two_factor_account AS a
      WHERE a.account_id = (SELECT account_id FROM two_factor_delivery WHERE id = ${deliveryId})
      FOR UPDATE
    ), marked AS (
      UPDATE two_factor_delivery AS d SET state = 'failed', failed_at = now(), sealed = NULL, provider = ${provider},
        attempts = ${attempts}::int, failure = ${failure}
      FROM (SELECT count(*) FROM account) AS locked
      WHERE d.id = ${deliveryId} AND d.state = 'queued' AND d.claims = ${claim}::int
      RETURNING d.*
    ), given_back AS (
      UPDATE two_factor_account AS a SET ${giveSendBack}
      FROM marked AS d WHERE a.account_id = d.account_id AND d.challenge_id IS NOT NULL
    ), sms_given_back AS (
      UPDATE two_factor_sms_counter AS t SET used = greatest(t.used - d.sms_cost, 0)
      FROM marked AS d WHERE t.key = 'day' AND t.started_at = d.sms_day AND ${isCertainlyUnsent(input)}
    )
    ${insertEvents(context, eventOf("delivery_fail", "fault", sql`${failure}::text`))}`;
}

function putOff(input: Extract<Input, { state: "queued" }>): Sql {
  const { deliveryId, claim, provider, failure, attempts, retryInSeconds } = input;
  return sql`
    UPDATE two_factor_delivery
    SET due_at = now() + make_interval(secs => ${retryInSeconds}::int), provider = ${provider},
      attempts = ${attempts}::int, failure = ${failure}
    WHERE id = ${deliveryId} AND state = 'queued' AND claims = ${claim}::int`;
}

function eventOf(event: "delivery_sent" | "delivery_fail", outcome: "success" | "fault", failure: Sql): Sql {
  return sql`
    SELECT ${event}::text, ${outcome}::text, d.account_id, d.challenge_id,
      (SELECT c.purpose FROM two_factor_challenge AS c WHERE c.id = d.challenge_id), NULL, d.channel,
      jsonb_strip_nulls(jsonb_build_object('provider', d.provider, 'attempts', d.attempts, 'failure', ${failure}))
    FROM marked AS d`;
}
