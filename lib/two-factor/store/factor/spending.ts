/** What a factor adds to the statements that count and end its challenges. `c` is a challenge's row. */
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { StoreConfig } from "@/lib/two-factor/store/sql/database";
import { type Sql, sql } from "@/lib/two-factor/store/sql/sql";

/** What a right answer uses up with its challenge, as its factor said; null where that is the challenge alone. */
export type Spent = { factor: FactorName; spends: Json };

/** Whether an answer to it could be a guess, which draws from the account's budget. So it is unless its factor says not. */
export function isGuess({ factors = [] }: StoreConfig): Sql {
  const unguessable = factors.flatMap(({ name, isGuessable }) => (isGuessable ? [] : [name]));
  return unguessable.length === 0 ? sql`true` : sql`(c.factor <> ALL(${unguessable}::text[]))`;
}

/**
 * The part of a statement that uses up what a right answer brought, and the condition under which the rest of it may
 * write. `open` holds the one challenge that may end, or nothing. Of two
 * such statements at the same moment the second waits for the account's row, finds it used, and writes nothing.
 */
export function spending(
  { factors = [] }: StoreConfig,
  { factor, spends }: Spent,
  open: Sql,
): { part: Sql; isFirst: Sql } {
  const spend = factors.find(({ name }) => name === factor)?.spend;
  if (!spend) return { part: sql``, isFirst: sql`true` };
  return { part: sql`spent AS (${spend(spends, open)}),`, isFirst: sql`EXISTS (SELECT FROM spent)` };
}
