import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Locks `file` for this process and returns the function that unlocks it. Throws while a running process holds the
 * lock. The lock of a killed process is taken over.
 */
export function takePidLock(file) {
  const holder = readHolder(file);
  if (holder && holder.pid !== process.pid && isAlive(holder)) {
    throw new Error(`${file.replace(/\.lock$/, "")} is in use by process ${holder.pid}. Stop that one first.`);
  }
  if (holder) rmSync(file, { force: true });
  // Exclusive: if two start together, one fails here.
  writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: "wx" });
  return () => rmSync(file, { force: true });
}

/**
 * A process with its start time, since its number may be given to another process later. `bornAt` is known on Linux
 * only.
 */
export function identify(pid) {
  return { pid, bornAt: bornAt(pid) };
}

/** Whether the same process still runs. */
export function isAlive(holder) {
  if (holder.pid === null) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error.code !== "EPERM") return false;
  }
  return bornAt(holder.pid) === holder.bornAt;
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    // An unreadable lock was being written when its process died.
    return error.code === "ENOENT" ? null : { pid: null, bornAt: null };
  }
}

// Fields 3 and 22 of /proc/PID/stat, counted after the name, which may hold spaces. A zombie (Z) still has its number.
function bornAt(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    return fields[0] === "Z" ? null : fields[19];
  } catch {
    return null;
  }
}
