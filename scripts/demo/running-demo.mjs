import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataDirectory } from "../process/environment.mjs";
import { identify, isAlive } from "../process/pid-lock.mjs";

const note = join(dataDirectory, "running.json");

/**
 * Writes the addresses of demo and database for other programs of this machine, until the returned function is called.
 */
export function announceDemo({ url, databaseUrl }) {
  writeFileSync(note, JSON.stringify({ ...identify(process.pid), url, databaseUrl }), { mode: 0o600 });
  return () => rmSync(note, { force: true });
}

/** The demo that runs on this data directory, `{ pid, url, databaseUrl }`, or null. */
export function findRunningDemo() {
  try {
    const demo = JSON.parse(readFileSync(note, "utf8"));
    return isAlive(demo) ? demo : null;
  } catch {
    return null;
  }
}

/** Throws while another demo runs on this data directory. */
export function requireNoRunningDemo() {
  const running = findRunningDemo();
  if (running) throw new Error(`The demo is running already: ${running.url} (process ${running.pid})`);
}
