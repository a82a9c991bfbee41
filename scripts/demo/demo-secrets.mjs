import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseEnv } from "node:util";

/** The demo's secrets. They are made at its first start and kept in `file`, readable by its owner only. */
export function demoSecrets(file) {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, newSecrets(), { mode: 0o600 });
  }
  return parseEnv(readFileSync(file, "utf8"));
}

function newSecrets() {
  const secret = () => randomBytes(32).toString("base64");
  return `AUTH_SECRET=${secret()}\nCOUNTERSIGN_KEYS=demo:${secret()}\n`;
}
