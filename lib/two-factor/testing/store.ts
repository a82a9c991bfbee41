import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { PrismaClient } from "@/prisma/client/client";
import { createReal, openEmbedded } from "@/scripts/test/test-databases";

/** A transaction of a test holds what others are to wait for, on a busy machine too. */
const patient = { maxWait: 30_000, timeout: 60_000 };

/**
 * A migrated, empty database of its own with the store on it: embedded, or on the test run's PostgreSQL where
 * STORE_DATABASE says "real". `elapse` lets time pass: every moment in every row moves into the past.
 */
export async function openTestStore() {
  const isReal = process.env.STORE_DATABASE === "real";
  const { database, close } = isReal ? await onServer() : await inMemory();
  const store = createPostgresStore({ database, limits: defaultLimits });
  return { store, database, close, elapse: (seconds: number) => elapse(database, seconds) };
}

async function inMemory() {
  const pglite = await openEmbedded();
  const database = new PrismaClient({ adapter: new PrismaPGlite(pglite), transactionOptions: patient });
  const close = async () => {
    await database.$disconnect();
    await pglite.close();
  };
  return { database, close };
}

async function onServer() {
  // As many connections as the races have runners.
  const adapter = new PrismaPg({ connectionString: await createReal(), max: 60 });
  const database = new PrismaClient({ adapter, transactionOptions: patient });
  return { database, close: () => database.$disconnect() };
}

async function elapse(database: PrismaClient, seconds: number): Promise<void> {
  // The role silences the trigger that keeps the audit trail as it is.
  await database.$executeRawUnsafe(`
    DO $$
    DECLARE moments record;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR moments IN
        SELECT table_name, string_agg(format('%1$I = %1$I - interval ''${Number(seconds)} s''', column_name), ', ') AS earlier
        FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'timestamp with time zone'
        GROUP BY table_name
      LOOP
        EXECUTE format('UPDATE %I SET %s', moments.table_name, moments.earlier);
      END LOOP;
    END $$`);
}
