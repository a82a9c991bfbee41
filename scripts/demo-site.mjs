import { rmSync } from "node:fs";
import { join } from "node:path";
import { demoSecrets } from "./demo-secrets.mjs";
import { startEmbeddedDatabase } from "./embedded-database.mjs";
import { dataDirectory } from "./environment.mjs";
import { progress } from "./progress.mjs";
import { mustRun } from "./run.mjs";

/** Everything the demo needs before its server starts: secrets, database, migrations, people and products. */
export async function prepareDemo({ port, reset = false }) {
  if (reset) rmSync(dataDirectory, { recursive: true, force: true });
  const secrets = demoSecrets(join(dataDirectory, "demo.env"));
  const database = await progress("Starting the database", openDatabase);
  const env = {
    ...secrets,
    PORT: String(port),
    AUTH_URL: `http://localhost:${port}`,
    DATABASE_URL: database.url,
    COUNTERSIGN_DEMO: "1",
    COUNTERSIGN_DATA_DIR: dataDirectory,
  };
  await progress("Applying migrations", () => mustRun(["scripts/schema.mjs", "deploy"], { env }));
  await progress("Adding the demo people and products", () =>
    mustRun(["--import", "tsx", "prisma/seed/index.ts"], { env }),
  );
  return { env, stop: () => database.stop() };
}

async function openDatabase() {
  const url = process.env.DATABASE_URL;
  if (url) return { url, stop: async () => undefined };
  return await startEmbeddedDatabase({ directory: join(dataDirectory, "database") });
}
