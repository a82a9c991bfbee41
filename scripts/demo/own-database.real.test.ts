// A mistake: `npm run demo` with the DATABASE_URL of a real application in the shell. The demo must neither migrate
// that database nor add people whose password is published.
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { describe, expect, inject, it } from "vitest";
import { requireOwnDatabase } from "./own-database.mjs";

async function aDatabase(...statements: string[]) {
  const url = new URL(inject("realDatabaseUrl"));
  const name = `own_${randomBytes(6).toString("hex")}`;
  await run(url.href, `CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  for (const statement of statements) await run(url.href, statement);
  return { url: url.href, name };
}

async function run(connectionString: string, statement: string) {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(statement).finally(() => client.end());
  return rows;
}

const schemas = (url: string) => run(url, "SELECT nspname FROM pg_namespace WHERE nspname = 'countersign_demo'");

describe("the demo's database", () => {
  it("may be an empty one, which then belongs to the demo", async () => {
    const { url } = await aDatabase();
    await requireOwnDatabase(url, undefined);
    await run(url, "CREATE TABLE users (id text)");
    await expect(requireOwnDatabase(url, undefined)).resolves.toBeUndefined();
  });

  it.each([
    ["a table", "CREATE TABLE customers (id text)"],
    ["a table in another schema", "CREATE SCHEMA crm; CREATE TABLE crm.customers (id text)"],
    ["a view", "CREATE VIEW people AS SELECT 1 AS one"],
  ])("cannot be one with %s of an application, which stays unchanged", async (_, made) => {
    const { url, name } = await aDatabase(made);
    await expect(requireOwnDatabase(url, undefined)).rejects.toThrow(`--database ${name}`);
    await expect(requireOwnDatabase(url, "another")).rejects.toThrow("stays untouched");
    expect(await schemas(url)).toEqual([]);
  });

  it("may have tables only if its name is given, each time", async () => {
    const { url, name } = await aDatabase("CREATE TABLE customers (id text)");
    await requireOwnDatabase(url, name);
    await expect(requireOwnDatabase(url, undefined)).rejects.toThrow(name);
  });
});
