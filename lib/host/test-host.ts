import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedDatabase } from "@/scripts/embedded-database.mjs";
import { mustRun } from "@/scripts/run.mjs";

/**
 * An environment and a migrated database of this test file alone. Import what is tested afterwards, and dynamically:
 * lib/host opens its pool and reads its settings once.
 */
export async function startTestHost() {
  const directory = mkdtempSync(join(tmpdir(), "countersign-host-"));
  const server = await startEmbeddedDatabase({ directory: join(directory, "database") });
  await mustRun(["scripts/schema.mjs", "deploy"], { env: { DATABASE_URL: server.url } });
  Object.assign(process.env, testEnvironment(server.url, directory));
  const { db, pool } = await import("@/lib/host/db");
  const stop = async () => {
    await db.$disconnect();
    await pool.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { db, pool, stop };
}

/** The least that lib/host/env.ts takes. */
export function testEnvironment(databaseUrl: string, directory: string) {
  return {
    DATABASE_URL: databaseUrl,
    AUTH_URL: "http://localhost:3000",
    AUTH_SECRET: randomBytes(32).toString("base64"),
    COUNTERSIGN_KEYS: `test:${randomBytes(32).toString("base64")}`,
    COUNTERSIGN_DEMO: "1",
    COUNTERSIGN_DATA_DIR: directory,
  };
}

export type TestHost = Awaited<ReturnType<typeof startTestHost>>;
