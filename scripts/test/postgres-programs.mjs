import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { aptInstall } from "../process/apt.mjs";

const debianHome = "/usr/lib/postgresql";
const missing =
  "The store's tests need a PostgreSQL server: install it (Debian: apt-get install postgresql) or point PG_BIN at its bin directory.";

/** The directory of initdb and pg_ctl: PG_BIN, or the newest installed by Debian, or one installed now if possible. */
export function requirePostgresPrograms() {
  const found = findPrograms() ?? (!process.env.PG_BIN && aptInstall("postgresql") ? findPrograms() : null);
  if (!found) throw new Error(missing);
  return found;
}

function findPrograms() {
  if (process.env.PG_BIN) return hasPrograms(process.env.PG_BIN) ? process.env.PG_BIN : null;
  const versions = existsSync(debianHome) ? readdirSync(debianHome) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debianHome, version, "bin"));
  return newestFirst.find(hasPrograms) ?? null;
}

function hasPrograms(directory) {
  return existsSync(join(directory, "initdb")) && existsSync(join(directory, "pg_ctl"));
}
