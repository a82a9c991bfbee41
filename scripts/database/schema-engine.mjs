import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { migrationsDirectory, readMigrations, readSchema } from "./schema-files.mjs";

/** Without a filter the engine manages all schemas and tables. */
const filters = { externalTables: [], externalEnums: [] };

/**
 * Applies the missing migrations and returns their names. Throws, and applies none, if the database was made by
 * migrations from before the squash, which are older than the first one here.
 */
export async function deployMigrations(databaseUrl) {
  const engine = await openEngine(poolOfOne(databaseUrl));
  refuseSquashed(await diagnose(engine));
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList: migrationsList(), filters });
  return appliedMigrationNames;
}

/** Prisma's diagnosis of the database's history: edited, failed and missing migrations. */
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

/** The SQL that leads from the migrations to the schema, or null if they agree. Needs no database. */
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

// Each engine keeps its connection open. One engine is enough, and its connection does not keep the program alive.
function poolOfOne(connectionString) {
  const factory = new PrismaPg({ connectionString, max: 1, idleTimeoutMillis: 200, allowExitOnIdle: true });
  return runningWholeScripts(factory, (adapter, script) => adapter.underlyingDriver().query(script));
}

// The adapter for a real database uses that database itself as the shadow, and cannot read all catalogues. A comparison
// reads and writes the shadow only, so one database in memory serves as both.
function inMemoryShadow() {
  const pglite = new PGlite();
  const factory = runningWholeScripts(new PrismaPGlite(pglite), (_adapter, script) => pglite.exec(script));
  factory.connectToShadowDb = factory.connect;
  return factory;
}

/**
 * One of the adapters splits a script at each semicolon, also in comments and function bodies. The other does not wait
 * for the script, so that a broken migration looks like a good one. This adapter runs a script as a whole and waits for
 * it.
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
