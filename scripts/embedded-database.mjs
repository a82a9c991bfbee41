import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { findFreePort } from "./free-port.mjs";
import { takePidLock } from "./pid-lock.mjs";
import { withWholeQueries } from "./whole-queries.mjs";

/**
 * Starts the embedded PostgreSQL on a loopback port. The data stays in `directory`, also after `kill -9`.
 * Throws while another process has the directory open: two would destroy it without a word.
 * @param {{ directory: string, port?: number }} where
 */
export async function startEmbeddedDatabase({ directory, port }) {
  const home = resolve(directory);
  mkdirSync(dirname(home), { recursive: true });
  const unlock = takePidLock(`${home}.lock`);
  try {
    const db = await PGlite.create(home);
    const host = "127.0.0.1";
    const usedPort = port ?? (await findFreePort());
    // With its default of one connection the server throws out of reach at the second.
    const server = new PGLiteSocketServer({ db: withWholeQueries(db), host, port: usedPort, maxConnections: 50 });
    await server.start();
    const url = `postgresql://postgres:postgres@${host}:${usedPort}/postgres?sslmode=disable`;
    return { url, stop: () => stop({ server, db, unlock }) };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function stop({ server, db, unlock }) {
  await server.stop();
  await db.close();
  unlock();
}
