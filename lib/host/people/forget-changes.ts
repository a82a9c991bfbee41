import { db, query } from "@/lib/host/server/db";

/** Deletes addresses and numbers that were not confirmed in time: they may be a stranger's. Returns the number. */
export async function forgetOverdueChanges(): Promise<number> {
  return query(() => db.$executeRaw`DELETE FROM address_change WHERE expires_at <= now()`);
}
