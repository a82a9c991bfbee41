import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { migrationsDirectory, readMigrations, readSchema } from "./schema-files.mjs";

/** The engine calls every schema and table its own unless told otherwise. */
const filters = { externalTables: [], externalEnums: [] };

/**
 * Applies what is missing on the database and returns the names of what was applied. Throws, and applies nothing, where
 * the database was made by migrations older than the first one here: they were squashed into those that are here.
 */
export async function deployMigrations(databaseUrl) {
  const engine = await openEngine(poolOfOne(databaseUrl));
  refuseSquashed(await diagnose(engine));
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(), filters });
  return appliedMigrationNames;
}

/** What Prisma knows of the database's history: edited, failed and missing migrations. */
export async function diagnoseMigrations(databaseUrl) {
  return await diagnose(await openEngine(poolOfOne(databaseUrl)));
}

async function diagnose(engine) {
  return await engine.diagnoseMigrationHistory({
    migrationsList: migrationsList(),
    filters,
    optInToShadowDatabase: false,
  });
}

function refuseSquashed({ history }) {
  const first = readMigrations()[0]?.name ?? "";
  const squashed = history?.unpersistedMigrationNames?.find((name) => name < first);
  if (squashed)
    throw new Error(
      `This database was made by an earlier version (${squashed}) and cannot be brought up to date: start the demo's own afresh with "npm run demo -- --reset", or name an empty database in DATABASE_URL.`,
    );
}

/** The SQL that leads from the migrations to the schema, null where they agree. Needs no database. */
export async function differenceOfSchema() {
  const engine = await openEngine(inMemoryShadow());
  const { exitCode, stdout } = await engine.diff({
    from: { tag: "migrations", ...migrationsList() },
    to: { tag: "schemaDatamodel", files: readSchema().map(([path, content]) => ({ path, content })) },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters,
  });
  return exitCode === 2 ? stdout : null;
}

// Each engine keeps its connection: one is enough, and it lets the program end.
function poolOfOne(connectionString) {
  const factory = new PrismaPg({ connectionString, max: 1, idleTimeoutMillis: 200, allowExitOnIdle: true });
  return runningWholeScripts(factory, (adapter, script) => adapter.underlyingDriver().query(script));
}

// The adapter for a real database takes that very database for its shadow, and cannot read all catalogues. Comparing
// reads and writes the shadow only, so that one database in memory stands for both.
function inMemoryShadow() {
  const pglite = new PGlite();
  const factory = runningWholeScripts(new PrismaPGlite(pglite), (_adapter, script) => pglite.exec(script));
  factory.connectToShadowDb = factory.connect;
  return factory;
}

/**
 * One of the adapters cuts a script at every semicolon, those in comments and function bodies included; the other
 * does not wait for it, so that a broken migration looks like a good one.
 */
function runningWholeScripts(factory, runScript) {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      try {
        await runScript(adapter, script);
      } catch (error) {
        await runScript(adapter, "ROLLBACK");
        adapter.onError(error);
      }
    };
    return adapter;
  };
  return factory;
}

async function openEngine(adapterFactory) {
  await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory);
  return await bindings.SchemaEngine.new({ datamodels: readSchema() }, () => undefined, adapter);
}

async function loadEngine() {
  let panic = "";
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => {
      panic = message;
    },
    get: () => panic,
  };
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const binary = readFileSync(join(dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(binary, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function migrationsList() {
  return {
    baseDir: migrationsDirectory,
    shadowDbInitScript: "",
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    migrationDirectories: readMigrations().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}
