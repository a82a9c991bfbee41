import { z } from "zod";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { Sql } from "@/lib/two-factor/store/sql/sql";

/** What the store needs of a database: any PrismaClient on PostgreSQL has it, and what it hands out in a transaction. */
export interface StoreDatabase {
  $queryRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<unknown>;
}

/** What approvals need besides: one transaction over the add-on's rows and the application's. */
export interface TransactionDatabase extends StoreDatabase {
  $transaction<T>(
    work: (client: StoreDatabase) => Promise<T>,
    options?: { maxWait?: number; timeout?: number },
  ): Promise<T>;
}

export type StoreConfig = {
  database: StoreDatabase;
  limits: Limits;
  /** Absent: every answer counts as a guess, and uses up its challenge alone. */
  factors?: readonly FactorStatements[];
};

/** What statements need to know of a factor. */
export type FactorStatements = {
  name: FactorName;
  isGuessable: boolean;
  /**
   * Uses up what a right answer brought, as a part of the statement that ends its challenge: returns a row only where it
   * was not used up before. `open` is the table of that challenge: `challenge_id`, `account_id`, `authenticator_id`.
   */
  spend?: (spends: Json, open: Sql) => Sql;
};

/** Runs one statement and reads its rows. Whatever goes wrong, an unexpected row included, is a fault. */
export async function query<Row>({ database }: StoreConfig, row: z.ZodType<Row>, statement: Sql): Promise<Row[]> {
  const strings = Object.assign([...statement.strings], { raw: statement.strings });
  try {
    return z.array(row).parse(await database.$queryRaw(strings, ...statement.values));
  } catch (cause) {
    throw new TwoFactorFault("store-unavailable", "The database did not answer as expected", { cause });
  }
}

/** As `query`, for at most one row. */
export async function queryOne<Row>(config: StoreConfig, row: z.ZodType<Row>, statement: Sql): Promise<Row | null> {
  const [first] = await query(config, row, statement);
  return first ?? null;
}

/** As `query`, for a statement that always answers with a row. */
export async function queryTheOne<Row>(config: StoreConfig, row: z.ZodType<Row>, statement: Sql): Promise<Row> {
  const only = await queryOne(config, row, statement);
  if (only === null) throw new TwoFactorFault("store-unavailable", "The database knows nothing of this account");
  return only;
}

/** Runs a statement that answers nothing. */
export async function execute(config: StoreConfig, statement: Sql): Promise<void> {
  await query(config, z.unknown(), statement);
}
