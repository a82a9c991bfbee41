import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadEnvFile } from "node:process";
import "../process/end-with-npm.mjs";
import { startEmbeddedDatabase } from "../database/embedded-database.mjs";
import { migrate } from "../database/migrate.mjs";
import { dataDirectory } from "../process/environment.mjs";
import { exitCodeOf } from "../process/run.mjs";
import { runProgram } from "../process/run-program.mjs";
import { startServer } from "./next-server.mjs";

if (existsSync(".env")) loadEnvFile(".env");
const { PORT: port = 3000, COUNTERSIGN_EMBEDDED: embedded, DATABASE_URL: databaseUrl } = process.env;

await runProgram(async ({ atEnd }) => {
  const env = embedded === "1" && !databaseUrl ? await openEmbeddedDatabase(atEnd) : {};
  // The demo's mailbox is open to all clients, so the server listens on this machine only.
  const host = process.env.COUNTERSIGN_DEMO === "1" ? "localhost" : undefined;
  return await exitCodeOf(startServer({ port, host, env }));
});

// The operator migrates a real database (npm run db:deploy). The embedded one is migrated here.
async function openEmbeddedDatabase(atEnd) {
  const database = await startEmbeddedDatabase({ directory: join(dataDirectory, "database") });
  atEnd(database.stop);
  const env = { DATABASE_URL: database.url };
  await migrate(env);
  return env;
}
