import { db, query } from "@/lib/host/server/db";

/**
 * Drops what browsers left behind a month ago: anybody can fill a cart, and nobody has to come back for it. Those of
 * accounts stay. Returns how many went.
 */
export function forgetCarts(): Promise<number> {
  return query(
    () => db.$executeRaw`
      DELETE FROM cart WHERE owner LIKE 'browser:%' AND changed_at < now() - interval '30 days'`,
  );
}
