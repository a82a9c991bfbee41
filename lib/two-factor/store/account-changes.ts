/** What an application's own sensitive actions change here: statements on the client of their transaction. */
import type { Protection } from "@/lib/two-factor/ports";
import { execute, type StoreConfig } from "@/lib/two-factor/store/database";
import { readProtection } from "@/lib/two-factor/store/protection";
import { sql } from "@/lib/two-factor/store/sql";

/** Until the transaction ends nobody else decides about this account. The row is made where there is none. */
async function lockTwoStep(config: StoreConfig, accountId: string): Promise<Protection> {
  await execute(
    config,
    sql`
      INSERT INTO two_factor_account AS a (account_id) VALUES (${accountId})
      ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id`,
  );
  return readProtection(config, accountId);
}

/** Open pending sign-ins end with it: what they owe was decided under the old setting. */
function switchTwoStep(config: StoreConfig, input: { accountId: string; enabled: boolean }): Promise<void> {
  return execute(
    config,
    sql`
      WITH ended AS (
        UPDATE pending_sign_in SET ended_at = now(), ended_as = 'revoked'
        WHERE account_id = ${input.accountId} AND ended_at IS NULL
      )
      UPDATE two_factor_account SET enabled_at = CASE WHEN ${input.enabled}::boolean THEN now() END
      WHERE account_id = ${input.accountId}`,
  );
}

/** Ends every session of the account but one; what waits for a code in them ends too. */
function endOtherSessions(
  config: StoreConfig,
  { accountId, exceptIdHash }: { accountId: string; exceptIdHash: string | null },
): Promise<void> {
  return execute(
    config,
    sql`
      WITH ended AS (
        UPDATE pending_sign_in SET ended_at = now(), ended_as = 'revoked'
        WHERE account_id = ${accountId} AND ended_at IS NULL
      )
      UPDATE session SET revoked_at = now(), revoked_as = 'revoked'
      WHERE account_id = ${accountId} AND revoked_at IS NULL AND id_hash IS DISTINCT FROM ${exceptIdHash}::text`,
  );
}

/** The statements above on one client, whose transaction makes them happen together or not at all. */
export function createAccountChanges(config: StoreConfig) {
  return {
    readTwoStep: (accountId: string) => readProtection(config, accountId),
    lockTwoStep: (accountId: string) => lockTwoStep(config, accountId),
    switchTwoStep: (input: Parameters<typeof switchTwoStep>[1]) => switchTwoStep(config, input),
    endOtherSessions: (input: Parameters<typeof endOtherSessions>[1]) => endOtherSessions(config, input),
  };
}
