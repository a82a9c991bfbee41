import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deployMigrations, diagnoseMigrations, differenceOfSchema } from "./schema-engine.mjs";
import { migrationsDirectory } from "./schema-files.mjs";

const usage = "usage: node scripts/database/schema.mjs deploy | status | check | new NAME";
const commands = { deploy, status, check, new: create };
const [command = "", name] = process.argv.slice(2);

// A panic inside the engine bypasses its promise and would end in a stack trace of WebAssembly addresses.
process.on("uncaughtException", fail);
try {
  if (!Object.hasOwn(commands, command)) throw new Error(usage);
  process.exitCode = await commands[command]();
} catch (error) {
  fail(error);
}
// The in-memory database of `check` and `new` would keep the program alive.
process.exit();

async function deploy() {
  const applied = await deployMigrations(requireDatabaseUrl());
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}` : "Database is up to date");
  return 0;
}

async function status() {
  const { history, failedMigrationNames, editedMigrationNames } = await diagnoseMigrations(requireDatabaseUrl());
  const faults = [
    ...failedMigrationNames.map((migration) => `failed: ${migration}`),
    ...editedMigrationNames.map((migration) => `edited after it was applied: ${migration}`),
    ...(history ? [`history: ${JSON.stringify(history)}`] : []),
  ];
  console.log(faults.length > 0 ? faults.join("\n") : "Database is up to date");
  return faults.length > 0 ? 1 : 0;
}

async function check() {
  const difference = await differenceOfSchema();
  if (!difference) return 0;
  console.error(`prisma/schema and prisma/migrations differ. Missing in the migrations:\n${difference}`);
  return 1;
}

async function create() {
  if (!/^[a-z0-9_]+$/.test(name ?? "")) throw new Error("usage: node scripts/database/schema.mjs new lower_case_name");
  const difference = await differenceOfSchema();
  if (!difference) return say("Nothing to migrate: prisma/schema and prisma/migrations agree");
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const directory = join(migrationsDirectory, `${stamp}_${name}`);
  mkdirSync(directory);
  // Prisma runs a file as it is. Without the transaction a failure would leave half a migration.
  writeFileSync(join(directory, "migration.sql"), `BEGIN;\n\n${difference}\nCOMMIT;\n`);
  return say(`Wrote ${directory}`);
}

function say(sentence) {
  console.log(sentence);
  return 0;
}

function requireDatabaseUrl() {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set. Try npm run db:deploy, which starts the embedded database");
  return url;
}

function fail(error) {
  console.error(globalThis.PRISMA_WASM_PANIC_REGISTRY?.get() || (error instanceof Error ? error.message : error));
  process.exit(1);
}
