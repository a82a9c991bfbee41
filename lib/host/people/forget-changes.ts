import { db, query } from "@/lib/host/server/db";

/** Addresses and numbers that nobody confirmed in time: they may be a stranger's. Returns how many went. */
export async function forgetOverdueChanges(): Promise<number> {
  const [emails, phones] = await query(() =>
    Promise.all([
      db.$executeRaw`DELETE FROM email_change WHERE expires_at <= now()`,
      db.$executeRaw`DELETE FROM phone_change WHERE expires_at <= now()`,
    ]),
  );
  return emails + phones;
}
