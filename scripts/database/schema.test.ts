import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readMigrations } from "@/scripts/database/schema-files.mjs";

// Each look at the schema starts a database in memory.
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
  it("names what the migrations miss, and nothing else", () => {
    addColumn();
    const { status, says } = schema("check");
    expect(status).toBe(1);
    expect(says.match(/ADD COLUMN .*|CREATE .*|DROP .*/g)).toEqual(['ADD COLUMN     "nickname" TEXT;']);
  });

  it("writes it down on request", () => {
    addColumn();
    expect(schema("new", "nickname").status).toBe(0);
    const written = readdirSync(join(copy, "prisma/migrations")).find((name) => name.endsWith("_nickname")) ?? "";
    const text = readFileSync(join(copy, "prisma/migrations", written, "migration.sql"), "utf8");
    expect(text).toMatch(/^BEGIN;[\s\S]*"nickname"[\s\S]*COMMIT;\n$/);
  });

  it("does not take a broken migration for a good one", () => {
    mkdirSync(join(copy, "prisma/migrations/29991231000000_broken"));
    writeFileSync(join(copy, "prisma/migrations/29991231000000_broken/migration.sql"), "CREATE TABEL x ();");
    const checked = schema("check");
    expect(checked.status).toBe(1);
    expect(checked.says).toContain('syntax error at or near "TABEL"');
  });

  it("says how it is used", () => {
    expect(schema("nonsense")).toEqual({ status: 1, says: expect.stringContaining("usage:") });
    expect(schema("new", "../x").status).toBe(1);
  });
});

describe("the add-on's migration", () => {
  it("needs no other: whoever adopts the add-on copies this one", async () => {
    const database = await PGlite.create();
    for (const { sql } of readMigrations().filter(({ name }) => name.endsWith("_two_factor"))) await database.exec(sql);
    const { rows } = await database.query("SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = 'public'");
    expect(rows).toEqual([{ tables: 8 }]);
    await database.close();
  });

  it("is whole or not at all, as every migration", () => {
    for (const { name, sql } of readMigrations()) expect(sql, name).toMatch(/^BEGIN;\n[\s\S]*\nCOMMIT;\n$/);
  });
});
