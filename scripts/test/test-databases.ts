import { randomBytes } from "node:crypto";
import { openAsBlob } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { Client } from "pg";
import { inject } from "vitest";
import { readMigrations } from "@/scripts/database/schema-files.mjs";

declare module "vitest" {
  interface ProvidedContext {
    embeddedTemplate: string;
    realDatabaseUrl: string;
    realDatabaseLog: string;
  }
}

/** An empty, migrated PostgreSQL in the memory of this process, copied from the test project's template. */
export async function openEmbedded(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: await openAsBlob(inject("embeddedTemplate")) });
}

/** The connection string of a new, empty, migrated database on the test project's PostgreSQL. */
export async function createReal(): Promise<string> {
  const url = new URL(inject("realDatabaseUrl"));
  const name = `test_${randomBytes(6).toString("hex")}`;
  await withClient(url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0`));
  url.pathname = `/${name}`;
  await withClient(url, async (client) => {
    for (const { sql } of readMigrations()) await client.query(sql);
  });
  return url.href;
}

async function withClient(url: URL, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
