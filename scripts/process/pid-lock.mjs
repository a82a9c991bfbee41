import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Takes `file` for this process and returns what gives it back. Throws while a living process holds it;
 * a lock left by a killed one is taken over.
 */
export function takePidLock(file) {
  const holder = readHolder(file);
  if (holder && holder.pid !== process.pid && isAlive(holder)) {
    throw new Error(`${file.replace(/\.lock$/, "")} is in use by process ${holder.pid}. Stop that one first.`);
  }
  if (holder) rmSync(file, { force: true });
  // Exclusive: of two that start together, one fails here.
  writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: "wx" });
  return () => rmSync(file, { force: true });
}

/** A process, so that another one that gets its number later is not taken for it. `bornAt` is known on Linux only. */
export function identify(pid) {
  return { pid, bornAt: bornAt(pid) };
}

/** Whether that very process still runs. */
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
    // What cannot be read was being written when its process died.
    return error.code === "ENOENT" ? null : { pid: null, bornAt: null };
  }
}

// Fields 3 and 22 of /proc/PID/stat, counted behind the name, which may hold spaces. A dead process that nobody has
// buried yet (Z) still has its number.
function bornAt(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
    return fields[0] === "Z" ? null : fields[19];
  } catch {
    return null;
  }
}
