import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync, Visitor } from "oxc-parser";

const folders = ["app", "components", "e2e", "lib", "prisma", "scripts"];
const source = /\.(ts|tsx|mjs|js)$/;
const generated = "prisma/client/";
const endings = ["", ".ts", ".tsx", ".mjs", ".js", "/index.ts", "/index.tsx"];

/**
 * All source files under `root` with their imports: `[{ file, imports: [{ specifier, local }] }]`. `local` is the
 * imported file, relative to root; null for a package; undefined if a path of this project has no file.
 */
export function readImportGraph(root) {
  return sourceFiles(root).map((file) => ({
    file,
    imports: importsOf(join(root, file)).map((specifier) => ({ specifier, local: resolve(root, file, specifier) })),
  }));
}

function sourceFiles(root) {
  const top = readdirSync(root).filter((name) => source.test(name));
  const below = folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => under(root, folder));
  return [...top, ...below].filter((file) => !file.startsWith(generated)).sort();
}

function under(root, folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && source.test(entry.name));
  return files.map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** The specifiers in import, export ... from, import() and import types of a file, types included. */
function importsOf(path) {
  const found = [];
  const collect = (node) => {
    if (node.source) found.push(node.source.type === "Literal" ? node.source.value : "(computed)");
  };
  const { program, errors } = parseSync(path, readFileSync(path, "utf8"));
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0].message}`);
  new Visitor({
    ImportDeclaration: collect,
    ExportNamedDeclaration: collect,
    ExportAllDeclaration: collect,
    ImportExpression: collect,
    TSImportType: collect,
  }).visit(program);
  return [...new Set(found)];
}

function resolve(root, file, specifier) {
  const path = localPath(file, specifier);
  if (path === null || path.startsWith(generated)) return path;
  const ending = endings.find((each) => isFile(join(root, path + each)));
  return ending === undefined ? undefined : path + ending;
}

function localPath(file, specifier) {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  return specifier.startsWith(".") ? join(dirname(file), specifier) : null;
}

function isFile(path) {
  return existsSync(path) && statSync(path).isFile();
}
