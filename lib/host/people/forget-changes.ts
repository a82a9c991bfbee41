import { db, query } from "@/lib/host/server/db";

/** Addresses and numbers that nobody confirmed in time: they may be a stranger's. Returns how many went. */
export async function forgetOverdueChanges(): Promise<number> {
  return query(() => db.$executeRaw`DELETE FROM address_change WHERE expires_at <= now()`);
}
