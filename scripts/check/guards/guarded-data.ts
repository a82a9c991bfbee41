import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { boundary, type Meaning, openCalls, openTables, shopGuards } from "./guarded-data.data";
import { type Mention, type Symbols, symbolsOf } from "./symbols";

/** Sources by path; `planted` come on top of the project's own, or in their place. */
export type Project = { files: string[]; symbolsOf: (file: string) => Symbols };

const specialFiles =
  /(^|\/)(page|layout|template|default|error|global-error|loading|not-found|route|sitemap|robots|manifest|icon|apple-icon|opengraph-image|twitter-image)\.tsx?$/;

export function readProject(planted: Record<string, string> = {}): Project {
  const own = ["app", "components", "lib"].flatMap(filesUnder).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const read = new Map<string, Symbols>();
  const get = (file: string): Symbols => {
    const known = read.get(file) ?? symbolsOf(file, planted[file] ?? readFileSync(file, "utf8"));
    read.set(file, known);
    return known;
  };
  return { files: [...new Set([...own, ...Object.keys(planted)])].sort(), symbolsOf: get };
}

function filesUnder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** What Next.js calls by itself when a request comes: pages and their like, handlers, server actions. */
export function entrancesIn({ files, symbolsOf }: Project): { file: string; name: string }[] {
  return files.flatMap((file) => {
    const isSpecial = file.startsWith("app/") && specialFiles.test(file);
    const isCandidate = isSpecial || /\.tsx?$/.test(file);
    const { exports, isActions } = isCandidate && !file.startsWith("lib/two-factor/") ? symbolsOf(file) : none;
    return isSpecial || isActions ? [...exports.keys()].map((name) => ({ file, name })) : [];
  });
}
const none: Pick<Symbols, "exports" | "isActions"> = { exports: new Map(), isActions: false };

/** What an entrance reaches that is somebody's; `guarded` where a guard was passed on the way there. */
export type Reached = { entrance: string; data: string; guarded: boolean };

/**
 * Follows each entrance through everything it mentions, in the order of evaluation. A guard that was passed covers what
 * comes after it in the same function, and all that is called from there; it covers nothing that came before. It sees
 * names and their order, not branches.
 */
export function reachedData(project: Project): Reached[] {
  return entrancesIn(project).flatMap(({ file, name }) => {
    const found = new Map<string, boolean>();
    walk(project, insideOf(project, { file, name }), { guarded: false, path: [], found });
    return [...found].map(([data, guarded]) => ({ entrance: `${file} ${name}`, data, guarded }));
  });
}

type Place = { file: string; name: string };
type Walk = { guarded: boolean; path: string[]; found: Map<string, boolean> };

function walk(project: Project, place: Place, { guarded, path, found }: Walk): void {
  const here = `${place.file} ${place.name}`;
  if (path.includes(here)) return;
  const { mentions, imports } = project.symbolsOf(place.file);
  const mentioned = mentions.get(place.name) ?? [];
  let isGuarded = guarded;
  const report = (data: string) => found.set(data, (found.get(data) ?? true) && isGuarded);
  if (ownData(project, place.file, mentioned)) report(here);
  for (const mention of mentioned) {
    if (!("name" in mention)) continue;
    const target = resolve(project, place, mention.name, { mentions, imports });
    if (!target || isAction(project, target)) continue;
    const meaning = meaningOf(target, mention);
    if (meaning === "guard") isGuarded = true;
    else if (meaning === "data") report([`${target.file} ${target.name}`, ...mention.members].join("."));
    else if (meaning === null)
      walk(project, insideOf(project, target), { guarded: isGuarded, path: [...path, here], found });
  }
}

/** A page hands an action to a form and calls nothing; the action is an entrance of its own. */
function isAction(project: Project, { file, name }: Place): boolean {
  const { isActions, exports } = project.symbolsOf(file);
  return isActions && exports.has(name);
}

/** What an exported name is called inside its file. */
function insideOf(project: Project, { file, name }: Place): Place {
  return { file, name: project.symbolsOf(file).exports.get(name) ?? name };
}

function meaningOf({ file, name }: Place, mention: Extract<Mention, { name: string }>): Meaning | null {
  if (file === "lib/host/server/db.ts") return "open";
  if (shopGuards.includes(`${file} ${name}`)) return "guard";
  const meaning = boundary[file]?.[name] ?? (boundary[file] ? "data" : null);
  const isOpenCall = name === "twoFactor" && openCalls.includes(mention.members[0] ?? "");
  return meaning === "data" && isOpenCall ? "open" : meaning;
}

/** Where a name comes from, among files whose functions may reach somebody's data. The add-on has none of its own. */
function resolve(
  { files }: Project,
  { file, name: self }: Place,
  name: string,
  { mentions, imports }: Pick<Symbols, "mentions" | "imports">,
): Place | null {
  const imported = imports.get(name);
  if (!imported) return mentions.has(name) && name !== self ? { file, name } : null;
  const target = localFile(files, file, imported.specifier);
  return target && !target.startsWith("lib/two-factor/") ? { file: target, name: imported.name } : null;
}

function localFile(files: string[], from: string, specifier: string): string | null {
  const path = specifier.startsWith("@/") ? specifier.slice(2) : join(dirname(from), specifier);
  if (!specifier.startsWith("@/") && !specifier.startsWith(".")) return null;
  return [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((each) => files.includes(each)) ?? null;
}

/** Whether this asks the database for more than what is on the shelf. What cannot be seen counts as more. */
function ownData(project: Project, file: string, mentioned: Mention[]): boolean {
  const { imports } = project.symbolsOf(file);
  const isDatabase = (name: string) => {
    const from = imports.get(name);
    return (
      from !== undefined &&
      localFile(project.files, file, from.specifier) === "lib/host/server/db.ts" &&
      from.name !== "query"
    );
  };
  const calls = mentioned.flatMap((each) => ("name" in each && isDatabase(each.name) ? [each.members] : []));
  if (calls.length === 0) return false;
  const models = calls.map(([model]) => model ?? "").filter((model) => !model.startsWith("$"));
  const tables = mentioned.flatMap((each) => ("sql" in each ? tablesIn(each.sql) : []));
  const named = [...models, ...tables];
  return named.length === 0 || named.some((each) => !openTables.includes(each));
}

function tablesIn(sql: string): string[] {
  return [...sql.matchAll(/\b(?:from|join|into|update)\s+(?!lateral\b)"?([a-z_]+)"?/gi)].map(
    ([, table]) => table ?? "",
  );
}

/** The exports of a file that is named as a boundary, as the file itself has them. */
export function exportsOf(project: Project, file: string): string[] {
  return existsSync(file) ? [...project.symbolsOf(file).exports.keys()] : [];
}
