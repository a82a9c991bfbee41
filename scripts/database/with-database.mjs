import { spawn } from "node:child_process";
import { delimiter, join, resolve } from "node:path";
import { findRunningDemo } from "../demo/running-demo.mjs";
import { dataDirectory } from "../process/environment.mjs";
import { startEmbeddedDatabase } from "./embedded-database.mjs";

// node scripts/database/with-database.mjs COMMAND...: runs the command with DATABASE_URL, or with the embedded
// database.
const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error("usage: node scripts/database/with-database.mjs COMMAND [ARGUMENT...]");
  process.exit(2);
}

const database = await openDatabase();
const child = spawn(command, args, {
  stdio: "inherit",
  env: {
    ...process.env,
    DATABASE_URL: database.url,
    PATH: `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH}`,
  },
});
child.on("error", (error) => console.error(error.message));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("close", async (code) => {
  await database.stop();
  // Negative if the command could not be started.
  process.exit(code !== null && code >= 0 ? code : 1);
});

async function openDatabase() {
  // Only one process can open the embedded database. A running demo shares its connection.
  const url = process.env.DATABASE_URL || findRunningDemo()?.databaseUrl;
  if (url) return { url, stop: async () => undefined };
  return await startEmbeddedDatabase({ directory: join(dataDirectory, "database") });
}
