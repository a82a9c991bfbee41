import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { PrismaClient } from "@/prisma/client/client";
import { createReal, openEmbedded } from "@/scripts/test/test-databases";

const log = [{ emit: "event", level: "query" } as const];

/** An empty, migrated PostgreSQL in memory, with a record of the executed statements. */
export async function openTestDatabase() {
  return withStatements(new PrismaClient({ adapter: new PrismaPGlite(await openEmbedded()), log }));
}

/** The same on a real server: a separate database with a connection for each runner of a race. */
export async function openRealTestDatabase() {
  return withStatements(
    new PrismaClient({
      adapter: new PrismaPg({ connectionString: await createReal(), max: 60 }),
      // A test's transaction holds locks that others wait for, on a busy machine too.
      transactionOptions: { maxWait: 30_000, timeout: 60_000 },
      log,
    }),
  );
}

function withStatements(db: PrismaClient<"query">) {
  const statements: string[] = [];
  db.$on("query", ({ query }) => statements.push(query));
  return { db, statements };
}
