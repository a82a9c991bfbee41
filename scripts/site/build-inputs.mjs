import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folders = ["app", "components", "lib", "prisma/schema", "public"];
const files = [
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
const testFile = /\.(test|spec)\.tsx?$|^lib\/[^/]+\/testing\//;

/** One hash over all inputs of the production build. Equal hashes mean equal builds. */
export function hashBuildInputs() {
  const hash = createHash("sha256").update(process.version);
  for (const file of buildInputs()) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

function buildInputs() {
  const found = folders.filter(existsSync).flatMap(filesUnder);
  return [...found, ...files.filter(existsSync)].filter((file) => !testFile.test(file)).sort();
}

function filesUnder(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
