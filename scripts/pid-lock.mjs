import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Takes `file` for this process and returns what gives it back. Throws while a living process holds it;
 * a lock left by a killed one is taken over.
 */
export function takePidLock(file) {
  const holder = readHolder(file);
  // A container that was killed and started again often finds its own number there.
  if (holder !== null && holder !== process.pid && isAlive(holder)) {
    throw new Error(`${file.replace(/\.lock$/, "")} is in use by process ${holder}. Stop that one first.`);
  }
  if (holder !== null) rmSync(file, { force: true });
  // Exclusive: of two that start together, one fails here.
  writeFileSync(file, String(process.pid), { flag: "wx" });
  return () => rmSync(file, { force: true });
}

function readHolder(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
