import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { serveEmbedded } from "@/scripts/database/embedded-database.mjs";
import { readMigrations } from "@/scripts/database/schema-files.mjs";

// Each comparison of the schema starts a database in memory.
vi.setConfig({ testTimeout: 120_000 });

let copy: string;
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "countersign-schema-"));
  for (const script of ["schema.mjs", "schema-engine.mjs", "schema-files.mjs"]) {
    cpSync(join("scripts/database", script), join(copy, "scripts/database", script), { recursive: true });
  }
  for (const folder of ["schema", "migrations"]) {
    cpSync(join("prisma", folder), join(copy, "prisma", folder), { recursive: true });
  }
  writeFileSync(join(copy, "package.json"), '{ "type": "module" }');
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
});
afterEach(() => rmSync(copy, { recursive: true }));

function schema(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/database/schema.mjs", ...args], {
    cwd: copy,
    encoding: "utf8",
  });
  return { status, says: stdout + stderr };
}

function addColumn() {
  const file = join(copy, "prisma/schema/host.prisma");
  writeFileSync(file, readFileSync(file, "utf8").replace("name            String", "name String\n  nickname String?"));
}

describe("schema.mjs", () => {
  it("names exactly the difference between schema and migrations", () => {
    addColumn();
    const { status, says } = schema("check");
    expect(status).toBe(1);
    expect(says.match(/ADD COLUMN .*|CREATE .*|DROP .*/g)).toEqual(['ADD COLUMN     "nickname" TEXT;']);
  });

  it("writes the difference as a migration on request", () => {
    addColumn();
    expect(schema("new", "nickname").status).toBe(0);
    const written = readdirSync(join(copy, "prisma/migrations")).find((name) => name.endsWith("_nickname")) ?? "";
    const text = readFileSync(join(copy, "prisma/migrations", written, "migration.sql"), "utf8");
    expect(text).toMatch(/^BEGIN;[\s\S]*"nickname"[\s\S]*COMMIT;\n$/);
  });

  it("reports a broken migration", () => {
    mkdirSync(join(copy, "prisma/migrations/29991231000000_broken"));
    writeFileSync(join(copy, "prisma/migrations/29991231000000_broken/migration.sql"), "CREATE TABEL x ();");
    const checked = schema("check");
    expect(checked.status).toBe(1);
    expect(checked.says).toContain('syntax error at or near "TABEL"');
  });

  it("prints its usage", () => {
    expect(schema("nonsense")).toEqual({ status: 1, says: expect.stringContaining("usage:") });
    expect(schema("new", "../x").status).toBe(1);
  });
});

/** This process serves the database meanwhile, so it must not block. */
async function deploy(databaseUrl: string) {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const ran = promisify(execFile)(process.execPath, ["scripts/database/schema.mjs", "deploy"], { cwd: copy, env });
  return ran.then(
    ({ stdout }) => ({ isDone: true, says: stdout }),
    ({ stderr }: { stderr: string }) => ({ isDone: false, says: stderr }),
  );
}

function keepOnly(name: string, sql: string) {
  rmSync(join(copy, "prisma/migrations"), { recursive: true });
  mkdirSync(join(copy, "prisma/migrations", name), { recursive: true });
  writeFileSync(join(copy, "prisma/migrations", name, "migration.sql"), sql);
}

describe("a database of squashed migrations", () => {
  it("is left unchanged, with a sentence about the next step", async () => {
    const database = await PGlite.create();
    const { url, stop } = await serveEmbedded(database);
    keepOnly("20261123120000_host", "CREATE TABLE before ();");
    expect(await deploy(url)).toMatchObject({ isDone: true });
    keepOnly("20261128000000_two_factor", "CREATE TABLE after ();");
    const { isDone, says } = await deploy(url);
    expect(isDone).toBe(false);
    expect(says).toMatch(/^This database .*20261123120000_host.*npm run demo -- --reset.*\.\n$/);
    const { rows } = await database.query("SELECT to_regclass('before')::text, to_regclass('after')::text AS after");
    expect(rows).toEqual([{ to_regclass: "before", after: null }]);
    await stop();
  });

  it("is told apart from one that a newer version made", async () => {
    const { url, stop } = await serveEmbedded(await PGlite.create());
    keepOnly("20291231000000_newer", "CREATE TABLE newer ();");
    expect(await deploy(url)).toMatchObject({ isDone: true });
    keepOnly("20261128000000_two_factor", "CREATE TABLE after ();");
    expect(await deploy(url)).toMatchObject({ isDone: true });
    await stop();
  });
});

describe("the add-on's migration", () => {
  it("needs no other migration, and its names start with the add-on's name", async () => {
    const database = await PGlite.create();
    for (const { sql } of readMigrations().filter(({ name }) => name.endsWith("_two_factor"))) await database.exec(sql);
    const { rows } = await database.query<{ name: string }>(`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
      UNION ALL SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
      UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      UNION ALL SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typelem = 0
      UNION ALL SELECT tgname FROM pg_trigger`);
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter(({ name }) => !name.startsWith("two_factor_"))).toEqual([]);
    await database.close();
  });

  it("uses no model's name of the application or of Auth.js", () => {
    const schema = readFileSync("prisma/schema/two-factor.prisma", "utf8");
    const models = [...schema.matchAll(/^model (\w+)/gm)].map(([, name]) => name);
    expect(models.length).toBeGreaterThan(10);
    expect(models.filter((name) => !name?.startsWith("TwoFactor"))).toEqual([]);
  });

  it("is applied whole or not at all, like all migrations", () => {
    for (const { name, sql } of readMigrations()) expect(sql, name).toMatch(/^BEGIN;\n[\s\S]*\nCOMMIT;\n$/);
  });
});
