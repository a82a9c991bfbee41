import type { StoreDatabase, TransactionDatabase } from "@/lib/two-factor/store/sql/database";

/** The same database; every statement that goes through it is counted. */
export function counting(database: StoreDatabase, statements: { count: number }): StoreDatabase {
  return {
    $queryRaw: (query, ...values) => {
      statements.count += 1;
      return database.$queryRaw(query, ...values);
    },
  };
}

/** Likewise, inside transactions too. Beginning and ending one is not counted. */
export function countingTransactions(
  database: TransactionDatabase,
  statements: { count: number },
): TransactionDatabase {
  return {
    ...counting(database, statements),
    $transaction: (work, options) => database.$transaction((client) => work(counting(client, statements)), options),
  };
}
