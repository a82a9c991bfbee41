import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Installs a Debian package if no question is needed: as root, on a machine with apt-get. Otherwise false. */
export function aptInstall(name) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  console.log(`Installing ${name} …`);
  const apt = (...args) =>
    spawnSync("apt-get", ["-qq", ...args], { stdio: "inherit", env: aptEnvironment() }).status === 0;
  return apt("update") && apt("install", "-y", "--no-install-recommends", name);
}

function aptEnvironment() {
  return { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
}
