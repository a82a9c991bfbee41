import type { EndedDelivery } from "@/lib/two-factor/core/message/records";
import { insertEventsOfMany, shortened } from "@/lib/two-factor/store/sql/audit";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** Parts of a statement that write down what became of notices: each once, and only by whose claim is the newest. */
export function recordEnded(ended: readonly EndedDelivery[]): Sql {
  return sql`
    ended AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(ended.map(rowOf))}::jsonb) AS e (
        id text, claim int, state text, provider text, message_id text, attempts int, failure text, retry int,
        ip text, user_agent text, request_id text)
    ), recorded AS (
      UPDATE two_factor_delivery AS d SET state = e.state, provider = e.provider, provider_message_id = e.message_id,
        attempts = e.attempts, failure = e.failure,
        sealed = CASE WHEN e.state = 'queued' THEN d.sealed END,
        due_at = CASE WHEN e.state = 'queued' THEN now() + make_interval(secs => e.retry) ELSE d.due_at END,
        sent_at = CASE WHEN e.state = 'sent' THEN now() END,
        failed_at = CASE WHEN e.state = 'failed' THEN now() END
      FROM ended AS e
      WHERE d.id = e.id AND d.claims = e.claim AND d.state = 'queued' AND d.challenge_id IS NULL
      RETURNING d.account_id, d.channel, e.*
    ), told AS (${insertEventsOfMany(sql`
      SELECT CASE r.state WHEN 'sent' THEN 'delivery_sent' ELSE 'delivery_fail' END,
        CASE r.state WHEN 'sent' THEN 'success' ELSE 'fault' END, r.account_id, NULL, NULL, NULL, r.channel,
        jsonb_strip_nulls(jsonb_build_object('provider', r.provider, 'attempts', r.attempts, 'failure', r.failure)),
        r.ip, r.user_agent, r.request_id
      FROM recorded AS r WHERE r.state <> 'queued'`)}
    )`;
}

function rowOf({ deliveryId, claim, context, ...outcome }: EndedDelivery) {
  const { state, provider, attempts } = outcome;
  return {
    ...{ id: deliveryId, claim, state, provider, attempts },
    message_id: outcome.state === "sent" ? outcome.providerMessageId : null,
    failure: outcome.state === "sent" ? null : outcome.failure,
    retry: outcome.state === "queued" ? outcome.retryInSeconds : null,
    ...{ ip: context.ip, user_agent: shortened(context.userAgent), request_id: context.requestId },
  };
}
