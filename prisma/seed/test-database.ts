import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { PrismaClient } from "@/prisma/client/client";

const migrations = join(import.meta.dirname, "../migrations");

/** An empty, migrated PostgreSQL in memory and the statements that were run on it. */
export async function openTestDatabase() {
  const postgres = new PGlite();
  const folders = readdirSync(migrations, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const name of folders.map((folder) => folder.name).sort()) {
    await postgres.exec(readFileSync(join(migrations, name, "migration.sql"), "utf8"));
  }
  const db = new PrismaClient({ adapter: new PrismaPGlite(postgres), log: [{ emit: "event", level: "query" }] });
  const statements: string[] = [];
  db.$on("query", ({ query }) => statements.push(query));
  return { db, statements };
}
