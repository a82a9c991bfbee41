import { z } from "zod";
import type { Reserved } from "@/lib/two-factor/core/code/records";
import type { Store } from "@/lib/two-factor/flows/ports";
import { countAnswer, takesAnswers } from "@/lib/two-factor/store/code/budget";
import { isLive, reservedOf } from "@/lib/two-factor/store/code/challenge";
import { isGuess } from "@/lib/two-factor/store/factor/spending";
import { queryOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { reservedRow } from "@/lib/two-factor/store/sql/rows";
import { sql } from "@/lib/two-factor/store/sql/sql";

// Both rows are locked and judged before either is counted: a challenge that is over costs the account nothing.
export async function reserveAttempt(
  config: StoreConfig,
  input: Parameters<Store["reserveAttempt"]>[0],
): Promise<Reserved | null> {
  const row = await queryOne(
    config,
    z.object({ reserved: reservedRow }),
    sql`
      WITH account AS (
        SELECT a.* FROM two_factor_account AS a WHERE a.account_id = ${input.accountId} FOR UPDATE
      ), live AS (
        SELECT c.id, c.account_id, ${isGuess(config)} AS is_guess
        FROM two_factor_challenge AS c JOIN account AS a ON a.account_id = c.account_id
        WHERE c.id = ${input.challengeId} AND c.purpose = ${input.purpose} AND c.browser_hash = ${input.browserHash}
          AND c.binding_digest = ${input.bindingDigest} AND ${isLive}
          AND (${takesAnswers(config.limits)} OR NOT ${isGuess(config)})
        FOR UPDATE OF c
      ), counted AS (
        UPDATE two_factor_account AS a SET ${countAnswer} FROM live WHERE a.account_id = live.account_id AND live.is_guess
      )
      UPDATE two_factor_challenge AS c SET attempts = c.attempts + 1 FROM live WHERE c.id = live.id
      RETURNING ${reservedOf} AS reserved`,
  );
  return row?.reserved ?? null;
}
