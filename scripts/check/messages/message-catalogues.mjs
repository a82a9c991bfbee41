import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * The folders of texts under lib/, with one JSON file for each language. `namespace` is the folder's owner in the code,
 * as in getTranslations("twoFactor.verify").
 */
export function readCatalogues(root) {
  return filesUnder(root, "lib", /\/messages\/[\w-]+\.json$/).reduce((catalogues, file) => {
    const folder = file.slice(0, file.lastIndexOf("/"));
    const catalogue = catalogues.find((known) => known.folder === folder) ?? newCatalogue(folder, catalogues);
    catalogue.languages.push({ file, texts: flatten(JSON.parse(readFileSync(join(root, file), "utf8"))) });
    return catalogues;
  }, []);
}

/** The ways in which code names texts: whole keys, and patterns if a part is known only at run time. */
export function readKeyMentions(root) {
  const folders = ["app", "components", "lib"];
  const files = folders.flatMap((folder) => filesUnder(root, folder, /(?<!\.test)\.tsx?$/));
  return files.map((file) => mentionsIn(readFileSync(join(root, file), "utf8")));
}

function mentionsIn(code) {
  const all = (pattern) => Array.from(code.matchAll(pattern), ([, found]) => found);
  const namespaces = ["", ...all(/\bgetTranslations\("([\w.-]+)"/g).map((namespace) => `${namespace}.`)];
  const literals = all(/"([\w.-]+)"/g).map(asPattern);
  // A template that begins with a placeholder matches all keys.
  const templates = all(/`(\w(?:[\w.-]|\$\{[^}`]*\})+)`/g).map((template) =>
    template
      .split(/\$\{[^}]*\}/)
      .map(asPattern)
      .join("[\\w-]+"),
  );
  return { namespaces, keys: [...literals, ...templates] };
}

function newCatalogue(folder, catalogues) {
  const owner = folder.split("/").at(-2);
  const namespace = owner.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const catalogue = { folder, namespace, languages: [] };
  catalogues.push(catalogue);
  return catalogue;
}

function flatten(tree, prefix = "") {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${prefix}${key}`, value]] : flatten(value, `${prefix}${key}.`),
  );
}

function filesUnder(root, folder, pattern) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => pattern.test(file))
    .sort(yardstickFirst);
}

// The other languages are compared with English.
function yardstickFirst(a, b) {
  return Number(b.endsWith("/en.json")) - Number(a.endsWith("/en.json")) || a.localeCompare(b);
}

function asPattern(text) {
  return text.replace(/[.$-]/g, "\\$&");
}
