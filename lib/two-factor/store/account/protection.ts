import { z } from "zod";
import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { codesDisabled, lockedForSeconds } from "@/lib/two-factor/store/code/budget";
import { sendAgainInSeconds } from "@/lib/two-factor/store/code/sending";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { protectionRow } from "@/lib/two-factor/store/sql/rows";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** The account's protection as one JSON value. `a` is its row, all NULL where there is none. */
export function protectionOf(accountId: Sql, limits: Limits): Sql {
  return sql`
    json_build_object(
      'accountId', ${accountId},
      'enabled', a.enabled_at IS NOT NULL,
      'preferredFactor', a.preferred_factor,
      'locale', a.locale,
      'authenticators', coalesce((
        SELECT json_agg(json_build_object('id', t.id, 'factor', t.factor, 'address', t.address) ORDER BY t.verified_at)
        FROM two_factor_authenticator AS t WHERE t.account_id = ${accountId} AND t.removed_at IS NULL), '[]'),
      'codesDisabled', ${codesDisabled(limits)},
      'lockedForSeconds', ${lockedForSeconds(limits)},
      'sendAgainInSeconds', ${sendAgainInSeconds(limits)})`;
}

const readRow = z.object({ protection: protectionRow });

export async function readProtection(config: StoreConfig, accountId: string): Promise<Protection> {
  const { protection } = await queryTheOne(
    config,
    readRow,
    sql`
      SELECT ${protectionOf(sql`wanted.account_id`, config.limits)} AS protection
      FROM (SELECT ${accountId}::text AS account_id) AS wanted
      LEFT JOIN two_factor_account AS a USING (account_id)`,
  );
  return protection;
}
