import { PrismaPg } from "@prisma/adapter-pg";
import { Pool } from "pg";
import { TwoFactorFault } from "@/lib/two-factor/index";
import { PrismaClient } from "@/prisma/client/client";

// In development each change loads this module again. The global keeps it from opening a new pool each time.
const kept = globalThis as typeof globalThis & { hostDatabase?: { pool: Pool; db: PrismaClient } };

function open() {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10, connectionTimeoutMillis: 5_000 });
  // A broken idle connection must not end the process. The next query reports the fault.
  pool.on("error", () => undefined);
  return { pool, db: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

kept.hostDatabase ??= open();

/** Nothing is connected before the first query. */
export const { pool, db } = kept.hostDatabase;

/** Runs a query. A database that does not answer becomes a fault that pages and endpoints know how to show. */
export async function query<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new TwoFactorFault("store-unavailable", "The database did not answer", { cause });
  }
}
