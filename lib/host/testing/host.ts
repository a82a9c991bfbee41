import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveEmbedded } from "@/scripts/database/embedded-database.mjs";
import { openEmbedded } from "@/scripts/test/test-databases";

let host: Promise<TestHost> | undefined;

/**
 * An environment and a migrated database for this process. lib/host reads its settings and opens its pool once, so
 * import the tested modules afterwards, and dynamically.
 */
export function startTestHost(): Promise<TestHost> {
  host ??= start();
  return host;
}

async function start() {
  const directory = mkdtempSync(join(tmpdir(), "countersign-host-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const { url } = await serveEmbedded(await openEmbedded());
  Object.assign(process.env, testEnvironment(url, directory));
  const { db, pool } = await import("@/lib/host/server/db");
  return { db, pool };
}

/** The smallest environment that lib/host/server/env.ts accepts. */
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

export type TestHost = Awaited<ReturnType<typeof start>>;
