import { z } from "zod";
import type { Reserved } from "@/lib/two-factor/core/code/records";
import type { Store } from "@/lib/two-factor/flows/ports";
import { countAnswer, takesAnswers } from "@/lib/two-factor/store/code/budget";
import { isLive } from "@/lib/two-factor/store/code/challenge";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { macRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";

const reservedRow = macRow.extend({ attemptsLeft: z.int().nonnegative() });

// Both rows are locked and judged before either is counted: a challenge that is over costs the account nothing.
export function reserveAttempt(
  config: StoreConfig,
  input: Parameters<Store["reserveAttempt"]>[0],
): Promise<Reserved | null> {
  return queryOne(
    config,
    reservedRow,
    sql`
      WITH account AS (
        SELECT a.account_id FROM two_factor_account AS a
        WHERE a.account_id = ${input.accountId} AND ${takesAnswers(config.limits)}
        FOR UPDATE
      ), live AS (
        SELECT c.id, c.account_id FROM two_factor_challenge AS c JOIN account AS a ON a.account_id = c.account_id
        WHERE c.id = ${input.challengeId} AND c.purpose = ${input.purpose} AND c.browser_hash = ${input.browserHash}
          AND c.binding_digest = ${input.bindingDigest} AND ${isLive}
        FOR UPDATE OF c
      ), counted AS (
        UPDATE two_factor_account AS a SET ${countAnswer} FROM live WHERE a.account_id = live.account_id
      )
      UPDATE two_factor_challenge AS c SET attempts = c.attempts + 1 FROM live WHERE c.id = live.id
      RETURNING c.mac, c.key_id AS "keyId", c.mac_version AS "macVersion",
        c.max_attempts - c.attempts AS "attemptsLeft"`,
  );
}
