import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const folders = [".ci", ".github", "app", "components", "docs", "e2e", "lib", "prisma", "public", "scripts"];
const generated = "prisma/client/";
const written = /\.(tsx?|mjs|js|json|sql|prisma|yml|css|sh)$/;

export type Project = ReturnType<typeof readProject>;

/** The files of this project, and the text of those that are written by hand. */
export function readProject() {
  const top = readdirSync(".", { withFileTypes: true }).filter((entry) => entry.isFile());
  const files = [...top.map(({ name }) => name), ...folders.flatMap(under)];
  const sources = files.filter((file) => written.test(file) && file !== "package-lock.json");
  return {
    files,
    names: new Set([...files.map((file) => basename(file)), ...packages()]),
    sources: sources.map((path) => ({ path, text: read(path) })),
    exists: existsSync,
    read,
  };
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

function under(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.filter((file) => !file.startsWith(generated));
}

/** Packages may have the name of a file: `ipaddr.js`. */
function packages(): string[] {
  const { dependencies, devDependencies } = JSON.parse(read("package.json"));
  return Object.keys({ ...dependencies, ...devDependencies });
}
