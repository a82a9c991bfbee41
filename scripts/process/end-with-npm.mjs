import { execFileSync } from "node:child_process";

// npm runs a script through a shell. When npm is killed, the shell lives on, and its program would keep the port. So
// this program watches the npm process itself.
const npm = findNpm(process.ppid);
if (npm) setInterval(() => isAlive(npm) || process.kill(process.pid, "SIGTERM"), 500).unref();

function findNpm(pid, depth = 0) {
  if (pid <= 1 || depth > 2) return null;
  const [, parent, command] = describe(pid).match(/^\s*(\d+) (.*)/) ?? [];
  return /^npm\b/.test(command) ? pid : findNpm(Number(parent ?? 0), depth + 1);
}

function describe(pid) {
  try {
    return execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return "";
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
