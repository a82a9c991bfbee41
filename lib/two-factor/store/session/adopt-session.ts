import { z } from "zod";
import type { Store } from "@/lib/two-factor/flows/ports";
import { insertSession, isOfVersion } from "@/lib/two-factor/store/session/session";
import { insertEvents } from "@/lib/two-factor/store/sql/audit";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

const keptAsItIs = { isThere: sql`ON CONFLICT (id_hash) DO NOTHING` };

/** The account's row is waited for, as when a session is opened. What is said of no known moment is said of the first one. */
export async function adoptSession(config: StoreConfig, input: Parameters<Store["adoptSession"]>[0]): Promise<boolean> {
  const { session, context } = input;
  const adopted = await queryOne(
    config,
    z.object({ idHash: z.string() }),
    sql`
      WITH account AS (
        INSERT INTO two_factor_account AS a (account_id) VALUES (${session.accountId})
        ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id
        RETURNING a.*
      ), granted AS (
        SELECT FROM account AS a WHERE a.enabled_at IS NULL AND ${isOfVersion(0)}
      ), adopted AS (${insertSession(input, sql`SELECT FROM granted`, config.limits, keptAsItIs)}
      ), audited AS (
        ${insertEvents(
          context,
          sql`
            SELECT 'session_created', 'success', ${session.accountId}::text, NULL, NULL, NULL, NULL,
              jsonb_build_object('adopted', true)
            FROM adopted`,
        )}
      )
      SELECT "idHash" FROM adopted`,
  );
  return adopted !== null;
}
