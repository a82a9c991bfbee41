import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadEnvFile } from "node:process";
import "./end-with-npm.mjs";
import { startEmbeddedDatabase } from "./embedded-database.mjs";
import { dataDirectory } from "./environment.mjs";
import { startServer } from "./next-server.mjs";
import { mustRun, onSignal, stopAll } from "./run.mjs";

if (existsSync(".env")) loadEnvFile(".env");
const port = process.env.PORT ?? 3000;
const database = process.env.COUNTERSIGN_EMBEDDED === "1" && !process.env.DATABASE_URL ? await openEmbedded() : null;

onSignal(end);
const [code] = await once(startServer({ port, env: database ? { DATABASE_URL: database.url } : {} }), "exit");
await end();
process.exit(code ?? 1);

// A real database is migrated by its operator (npm run db:deploy); nobody else can reach the embedded one.
async function openEmbedded() {
  const embedded = await startEmbeddedDatabase({ directory: join(dataDirectory, "database") });
  await mustRun(["scripts/schema.mjs", "deploy"], { env: { DATABASE_URL: embedded.url } });
  return embedded;
}

async function end() {
  await stopAll();
  await database?.stop();
}
