import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedDatabase } from "../database/embedded-database.mjs";
import { migrate } from "../database/migrate.mjs";
import { dataDirectory } from "../process/environment.mjs";
import { takePidLock } from "../process/pid-lock.mjs";
import { progress } from "../process/progress.mjs";
import { mustRun } from "../process/run.mjs";
import { demoSecrets } from "./demo-secrets.mjs";
import { requireOwnDatabase } from "./own-database.mjs";
import { announceDemo } from "./running-demo.mjs";

const databaseDirectory = join(dataDirectory, "database");

/** Prepares the demo before its server starts: secrets, database, migrations, people and products. */
export async function prepareDemo({ port, reset = false, meantDatabase }) {
  mkdirSync(dataDirectory, { recursive: true });
  if (reset) forgetData();
  if (process.env.DATABASE_URL) await requireOwnDatabase(process.env.DATABASE_URL, meantDatabase);
  const secrets = demoSecrets(join(dataDirectory, "demo.env"));
  const database = await progress("Starting the database", openDatabase);
  const url = `http://localhost:${port}`;
  const env = {
    ...secrets,
    PORT: String(port),
    AUTH_URL: url,
    DATABASE_URL: database.url,
    COUNTERSIGN_DEMO: "1",
    COUNTERSIGN_DATA_DIR: dataDirectory,
  };
  try {
    await fill(env);
  } catch (error) {
    await database.stop();
    throw error;
  }
  const withdraw = announceDemo({ url, databaseUrl: database.url });
  return { url, env, stop: () => database.stop().finally(withdraw) };
}

async function fill(env) {
  await progress("Applying migrations", () => migrate(env));
  await progress("Adding demo people and products", () =>
    mustRun(["--import", "tsx", "prisma/seed/index.ts"], { env }),
  );
}

async function openDatabase() {
  const url = process.env.DATABASE_URL;
  if (url) return { url, stop: async () => undefined };
  return await startEmbeddedDatabase({ directory: databaseDirectory });
}

function forgetData() {
  if (process.env.DATABASE_URL) throw new Error("--reset empties the demo's own database; DATABASE_URL names another.");
  const unlock = takePidLock(`${databaseDirectory}.lock`);
  for (const name of ["database", "inbox"]) rmSync(join(dataDirectory, name), { recursive: true, force: true });
  unlock();
}
