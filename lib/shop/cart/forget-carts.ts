import { db, query } from "@/lib/host/server/db";

/**
 * Deletes carts of browsers that have been abandoned for a month, since a stranger can fill any number of them. Carts
 * of accounts stay. Returns the number deleted.
 */
export function forgetCarts(): Promise<number> {
  return query(
    () => db.$executeRaw`
      DELETE FROM cart WHERE owner LIKE 'browser:%' AND changed_at < now() - interval '30 days'`,
  );
}
