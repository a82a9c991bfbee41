import type { AuditEvent, AuditEventName } from "@/lib/two-factor/core/audit";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { execute, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/**
 * An INSERT of audit rows, to stand among the other parts of a statement: what happened and its trail are written
 * together or not at all. `events` selects (event, outcome, account_id, challenge_id, purpose, factor, channel,
 * detail); a factor stands in events about a challenge, a channel in those about a message.
 */
export function insertEvents(context: RequestContext, events: Sql): Sql {
  return insertEventsOfMany(sql`
    SELECT e.*, ${context.ip}::text, ${shortened(context.userAgent)}::text, ${context.requestId}::text
    FROM (${events}) AS e`);
}

/** The detail of a first step that somebody's word was: whose. */
export function providerOf({ provider = null }: { provider?: string | null }): Sql {
  return provider === null ? sql`NULL::jsonb` : sql`jsonb_build_object('provider', ${provider}::text)`;
}

/** The same for events of several requests; `events` selects ip, user_agent and request_id as well. */
export function insertEventsOfMany(events: Sql): Sql {
  return sql`
    INSERT INTO two_factor_audit_event
      (event, outcome, account_id, challenge_id, purpose, factor, channel, detail, ip, user_agent, request_id)
    ${events}`;
}

/** The same for events that went well about a challenge; `source` names where its row stands in the statement. */
export function insertChallengeEvents(context: RequestContext, source: Sql, events: readonly AuditEventName[]): Sql {
  return insertEvents(
    context,
    sql`
      SELECT e.event, 'success', c.account_id, c.id, c.purpose, c.factor, NULL, NULL::jsonb
      FROM ${source} AS c, unnest(${events}::text[]) AS e (event)`,
  );
}

/** Whether the account's trail does not say it of the last hour already: a flood must not fill it. `e` is the event's row. */
function isNews({ accountId, event }: { accountId: string | null; event: AuditEventName }, same: Sql): Sql {
  return sql`NOT EXISTS (
    SELECT FROM two_factor_audit_event AS e
    WHERE e.account_id = ${accountId} AND e.at > now() - interval '1 hour' AND e.event = ${event} AND ${same})`;
}

export function recordEvent(
  config: StoreConfig,
  event: AuditEvent,
  context: RequestContext,
  { oncePerHour = false } = {},
): Promise<void> {
  const { accountId = null, challengeId = null, purpose = null, factor = null, channel = null, detail = null } = event;
  const same = sql`e.detail IS NOT DISTINCT FROM ${detail && JSON.stringify(detail)}::jsonb`;
  return execute(
    config,
    insertEvents(
      context,
      sql`
        SELECT ${event.event}::text, ${event.outcome}::text, ${accountId}::text, ${challengeId}::text,
          ${purpose}::text, ${factor}::text, ${channel}::text, ${detail && JSON.stringify(detail)}::jsonb
        ${oncePerHour ? sql`WHERE ${isNews({ accountId, event: event.event }, same)}` : sql``}`,
    ),
  );
}

// The longest honest ones have some 300 characters; a request may bring 16 kB.
export function shortened(userAgent: string): string {
  return userAgent.slice(0, 400);
}
