import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { PrismaClient } from "@/prisma/client/client";
import { createReal, openEmbedded } from "@/scripts/test/test-databases";

const log = [{ emit: "event", level: "query" } as const];

/** An empty, migrated PostgreSQL in memory and the statements that were run on it. */
export async function openTestDatabase() {
  return withStatements(new PrismaClient({ adapter: new PrismaPGlite(await openEmbedded()), log }));
}

/** The same as a database of its own on a real server, with a connection for every runner of a race. */
export async function openRealTestDatabase() {
  return withStatements(
    new PrismaClient({
      adapter: new PrismaPg({ connectionString: await createReal(), max: 60 }),
      // A transaction of a test holds what others are to wait for, on a busy machine too.
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
