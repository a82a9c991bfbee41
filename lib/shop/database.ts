import type { db } from "@/lib/host/server/db";

/** What a statement needs: the application's client, or what it hands out inside a transaction. */
export type Database = Pick<typeof db, "$queryRaw">;
