import type { db } from "@/lib/host/server/db";

/** The application's client, or the client of a transaction. */
export type Database = Pick<typeof db, "$queryRaw">;
