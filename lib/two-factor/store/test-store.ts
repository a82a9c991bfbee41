import { randomBytes } from "node:crypto";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client } from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { inject } from "vitest";
import { defaultLimits } from "@/lib/two-factor/core/limits";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { PrismaClient } from "@/prisma/client/client";
import { readMigrations } from "@/scripts/schema-files.mjs";

declare module "vitest" {
  interface ProvidedContext {
    realDatabaseUrl: string;
    realDatabaseLog: string;
  }
}

/** A transaction of a test holds what others are to wait for, on a busy machine too. */
const patient = { maxWait: 30_000, timeout: 60_000 };

/**
 * A migrated, empty database of its own with the store on it: embedded, or on the test run's PostgreSQL where
 * STORE_DATABASE says "real". `elapse` lets time pass: every moment in every row moves into the past.
 */
export async function openTestStore() {
  const isReal = process.env.STORE_DATABASE === "real";
  const { database, close } = isReal ? await openReal(inject("realDatabaseUrl")) : await openEmbedded();
  const store = createPostgresStore({ database, limits: defaultLimits });
  return { store, database, close, elapse: (seconds: number) => elapse(database, seconds) };
}

async function openEmbedded() {
  const pglite = await PGlite.create();
  for (const { sql } of readMigrations()) await pglite.exec(sql);
  const database = new PrismaClient({ adapter: new PrismaPGlite(pglite), transactionOptions: patient });
  const close = async () => {
    await database.$disconnect();
    await pglite.close();
  };
  return { database, close };
}

async function openReal(serverUrl: string) {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const server = new PrismaClient({ adapter: new PrismaPg({ connectionString: serverUrl, max: 1 }) });
  await server.$executeRawUnsafe(`CREATE DATABASE ${name} TEMPLATE template0`);
  await server.$disconnect();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const connectionString = url.href;
  await migrate(connectionString);
  // As many connections as the races have runners.
  const database = new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: 60 }),
    transactionOptions: patient,
  });
  return { database, close: () => database.$disconnect() };
}

async function migrate(connectionString: string) {
  const client = new Client({ connectionString });
  await client.connect();
  for (const { sql } of readMigrations()) await client.query(sql);
  await client.end();
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
      UPDATE rate_limit SET expire = expire - ${Number(seconds)} * 1000::bigint;
    END $$`);
}
