import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client } from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { PrismaClient } from "@/prisma/client/client";

const migrations = join(import.meta.dirname, "../migrations");

/** An empty, migrated PostgreSQL in memory and the statements that were run on it. */
export async function openTestDatabase() {
  const postgres = new PGlite();
  for (const sql of readMigrations()) await postgres.exec(sql);
  const db = new PrismaClient({ adapter: new PrismaPGlite(postgres), log: [{ emit: "event", level: "query" }] });
  const statements: string[] = [];
  db.$on("query", ({ query }) => statements.push(query));
  return { db, statements };
}

/** The same as a database of its own on a real server, with a connection for every runner of a race. */
export async function openRealTestDatabase(serverUrl: string) {
  const server = new Client({ connectionString: serverUrl });
  await server.connect();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await server.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await server.end();
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  for (const sql of readMigrations()) await client.query(sql);
  await client.end();
  const db = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url.href, max: 60 }),
    // A transaction of a test holds what others are to wait for, on a busy machine too.
    transactionOptions: { maxWait: 30_000, timeout: 60_000 },
    log: [{ emit: "event", level: "query" }],
  });
  const statements: string[] = [];
  db.$on("query", ({ query }) => statements.push(query));
  return { db, statements };
}

function readMigrations(): string[] {
  const folders = readdirSync(migrations, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map((folder) => folder.name).sort();
  return names.map((name) => readFileSync(join(migrations, name, "migration.sql"), "utf8"));
}
