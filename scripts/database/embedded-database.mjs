import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { findFreePort } from "../process/free-port.mjs";
import { takePidLock } from "../process/pid-lock.mjs";
import { withWholeQueries } from "./whole-queries.mjs";

/**
 * Starts the embedded PostgreSQL on a loopback port. The data stays in `directory`, also after `kill -9`. Throws while
 * another process has the directory open, since two processes would silently destroy it.
 * @param {{ directory: string, port?: number }} where
 */
export async function startEmbeddedDatabase({ directory, port }) {
  const home = resolve(directory);
  mkdirSync(dirname(home), { recursive: true });
  const unlock = takePidLock(`${home}.lock`);
  try {
    const { url, stop } = await serveEmbedded(await PGlite.create(home), port);
    return { url, stop: () => stop().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Puts an open embedded PostgreSQL on a loopback port; `stop` closes both. */
export async function serveEmbedded(db, port) {
  const host = "127.0.0.1";
  const usedPort = port ?? (await findFreePort());
  // With its default of one connection the server throws at the second, and the error cannot be caught.
  const server = new PGLiteSocketServer({ db: withWholeQueries(db), host, port: usedPort, maxConnections: 50 });
  await server.start();
  const stop = async () => {
    await server.stop();
    await db.close();
  };
  return { url: `postgresql://postgres:postgres@${host}:${usedPort}/postgres?sslmode=disable`, stop };
}
