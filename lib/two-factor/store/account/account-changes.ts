/** What an application's own sensitive actions change here: statements on the client of their transaction. */
import { z } from "zod";
import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import { readProtection } from "@/lib/two-factor/store/account/protection";
import { execute, queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

/** Until the transaction ends nobody else decides about this account. The row is made where there is none. */
async function lockTwoStep(config: StoreConfig, accountId: string): Promise<Protection> {
  await lockAccount(config, accountId);
  return readProtection(config, accountId);
}

// A statement of its own: what follows sees what was committed while this one waited.
function lockAccount(config: StoreConfig, accountId: string): Promise<void> {
  return execute(
    config,
    sql`
      INSERT INTO two_factor_account AS a (account_id) VALUES (${accountId})
      ON CONFLICT (account_id) DO UPDATE SET account_id = excluded.account_id`,
  );
}

/** Open pending sign-ins end with it: what they owe was decided under the old setting. */
function switchTwoStep(config: StoreConfig, input: { accountId: string; enabled: boolean }): Promise<void> {
  return execute(
    config,
    sql`
      WITH ended AS (
        UPDATE two_factor_pending_sign_in SET ended_at = now(), ended_as = 'revoked'
        WHERE account_id = ${input.accountId} AND ended_at IS NULL
      )
      UPDATE two_factor_account SET enabled_at = CASE WHEN ${input.enabled}::boolean THEN now() END
      WHERE account_id = ${input.accountId}`,
  );
}

/**
 * Ends every session of the account but one; what waits for a code in them ends too. A sign-in that is just being
 * completed is waited for, and its session ends as well; one that is still between its first step and its session finds
 * another version of the account, and opens none.
 */
async function endOtherSessions(
  config: StoreConfig,
  { accountId, exceptIdHash }: { accountId: string; exceptIdHash: string | null },
): Promise<void> {
  await lockAccount(config, accountId);
  await execute(
    config,
    sql`
      WITH ended AS (
        UPDATE two_factor_pending_sign_in SET ended_at = now(), ended_as = 'revoked'
        WHERE account_id = ${accountId} AND ended_at IS NULL
      ), raised AS (
        UPDATE two_factor_account SET version = version + 1 WHERE account_id = ${accountId}
      )
      UPDATE two_factor_session SET revoked_at = now(), revoked_as = 'revoked'
      WHERE account_id = ${accountId} AND revoked_at IS NULL AND id_hash IS DISTINCT FROM ${exceptIdHash}::text`,
  );
}

/**
 * Codes go to the new address from now on. The old one is kept as removed; codes that are on their way to it end.
 * Where there is no old one, or it was never registered, the new one is added; where the new one is registered already,
 * it stays.
 */
async function replaceAddress(
  config: StoreConfig,
  input: { accountId: string; factor: FactorName; from: string | null; to: string },
): Promise<void> {
  const { accountId, factor, from, to } = input;
  await lockAccount(config, accountId);
  await execute(
    config,
    sql`
      WITH removed AS (
        UPDATE two_factor_authenticator SET removed_at = now()
        WHERE account_id = ${accountId} AND factor = ${factor} AND address = ${from} AND address <> ${to}
          AND removed_at IS NULL
        RETURNING id
      ), revoked AS (
        UPDATE two_factor_challenge SET state = 'revoked', ended_at = now()
        WHERE account_id = ${accountId} AND ended_at IS NULL AND authenticator_id IN (SELECT id FROM removed)
      )
      INSERT INTO two_factor_authenticator (id, account_id, factor, address, verified_at)
      VALUES (gen_random_uuid(), ${accountId}, ${factor}, ${to}, now())
      ON CONFLICT (account_id, factor, address) WHERE removed_at IS NULL
      DO UPDATE SET verified_at = excluded.verified_at`,
  );
}

/**
 * Nothing of this factor is registered any more, and it is not the preferred one; codes that are on their way there end.
 * The code that approves this very change may be one of them: it is the only one of its browser, and ends by being used.
 */
async function removeAddresses(
  config: StoreConfig,
  input: { accountId: string; factor: FactorName; approvedIn: { browserHash: string } },
): Promise<void> {
  const { accountId, factor, approvedIn } = input;
  await lockAccount(config, accountId);
  await execute(
    config,
    sql`
      WITH removed AS (
        UPDATE two_factor_authenticator SET removed_at = now()
        WHERE account_id = ${accountId} AND factor = ${factor} AND removed_at IS NULL
        RETURNING id
      ), revoked AS (
        UPDATE two_factor_challenge SET state = 'revoked', ended_at = now()
        WHERE account_id = ${accountId} AND ended_at IS NULL AND authenticator_id IN (SELECT id FROM removed)
          AND (purpose <> 'approve' OR browser_hash <> ${approvedIn.browserHash})
      )
      UPDATE two_factor_account SET preferred_factor = NULL
      WHERE account_id = ${accountId} AND preferred_factor = ${factor}`,
  );
}

/** Codes go this way first from now on. */
function preferFactor(
  config: StoreConfig,
  { accountId, factor }: { accountId: string; factor: FactorName },
): Promise<void> {
  return execute(
    config,
    sql`
      INSERT INTO two_factor_account AS a (account_id, preferred_factor) VALUES (${accountId}, ${factor})
      ON CONFLICT (account_id) DO UPDATE SET preferred_factor = excluded.preferred_factor`,
  );
}

/** Messages are in this language (BCP 47) from now on, whatever the request that causes them asks for. */
function chooseLanguage(
  config: StoreConfig,
  { accountId, locale }: { accountId: string; locale: string },
): Promise<void> {
  return execute(
    config,
    sql`
      INSERT INTO two_factor_account AS a (account_id, locale) VALUES (${accountId}, ${locale})
      ON CONFLICT (account_id) DO UPDATE SET locale = excluded.locale`,
  );
}

/**
 * Everything about an account that no longer exists, but for the trail, which holds no address, and sealed notices that
 * are still to be sent: false while there are any, so forget it once more later.
 */
async function forget(config: StoreConfig, accountId: string): Promise<boolean> {
  await execute(config, sql`DELETE FROM two_factor_account WHERE account_id = ${accountId}`);
  const { isAll } = await queryTheOne(
    config,
    z.object({ isAll: z.boolean() }),
    sql`
      WITH approvals AS (DELETE FROM two_factor_approval WHERE account_id = ${accountId}),
        deliveries AS (DELETE FROM two_factor_delivery WHERE account_id = ${accountId} AND NOT ${isNoticeToSend}),
        challenges AS (DELETE FROM two_factor_challenge WHERE account_id = ${accountId}),
        pending AS (DELETE FROM two_factor_pending_sign_in WHERE account_id = ${accountId}),
        sessions AS (DELETE FROM two_factor_session WHERE account_id = ${accountId}),
        addresses AS (DELETE FROM two_factor_authenticator WHERE account_id = ${accountId})
      SELECT NOT EXISTS (SELECT FROM two_factor_delivery
        WHERE account_id = ${accountId} AND ${isNoticeToSend}) AS "isAll"`,
  );
  return isAll;
}

const isNoticeToSend = sql`(challenge_id IS NULL AND sealed IS NOT NULL)`;

/** The statements above on one client, whose transaction makes them happen together or not at all. */
export function createAccountChanges(config: StoreConfig) {
  return {
    readTwoStep: (accountId: string) => readProtection(config, accountId),
    lockTwoStep: (accountId: string) => lockTwoStep(config, accountId),
    switchTwoStep: (input: Parameters<typeof switchTwoStep>[1]) => switchTwoStep(config, input),
    endOtherSessions: (input: Parameters<typeof endOtherSessions>[1]) => endOtherSessions(config, input),
    replaceAddress: (input: Parameters<typeof replaceAddress>[1]) => replaceAddress(config, input),
    removeAddresses: (input: Parameters<typeof removeAddresses>[1]) => removeAddresses(config, input),
    preferFactor: (input: Parameters<typeof preferFactor>[1]) => preferFactor(config, input),
    chooseLanguage: (input: Parameters<typeof chooseLanguage>[1]) => chooseLanguage(config, input),
    /** For an account that was deleted; all its sessions end. Run it in a transaction. */
    forget: (accountId: string) => forget(config, accountId),
  };
}
