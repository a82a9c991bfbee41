import { dirname } from "node:path";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import type { Project } from "./project";
import { findBoldClaims } from "./prose/claims";
import { findLostEvidence } from "./prose/evidence";
import { findDeadImports, findUnknownTables } from "./prose/examples";
import { findUnknownNames, findUnknownQuotes, wordsOf } from "./prose/names";
import { findUnsoundNumbers, sourcesIn } from "./prose/numbers";
import { findDeadAnchors, findDeadPaths, findUnknownAddresses, findUnknownCommands, routesOf } from "./prose/places";
import { findUnknownVariables } from "./tables/environment";

/** Every document of the project. */
export function documentsOf({ files }: Project): string[] {
  return files.filter((file) => file.endsWith(".md") || file === ".env.example");
}

/** Texts of pages and messages, one file for each party and language. */
export function cataloguesOf({ sources }: Project) {
  return sources.filter(({ path }) => /^lib\/.*\/messages\/[\w-]+\.json$/.test(path));
}

/** Makes a function that finds the faults of any document. */
export function createDocumentCheck(project: Project): (file: string, text: string) => string[] {
  const scripts = JSON.parse(project.read("package.json")).scripts;
  // The checks' own sources are left out, since they name the texts that they search for.
  const code = project.sources.filter(({ path }) => !path.startsWith("scripts/check/docs/"));
  const words = wordsOf([...code.map(({ text }) => text), ...project.files]);
  const sourceOf = sourcesIn(defaultLimits, code);
  const schema = code.flatMap(({ path, text }) => (path.endsWith(".prisma") ? [text] : [])).join("\n");
  const routes = routesOf(project.files);
  const texts = cataloguesOf(project).map(({ text }) => text);
  return (file, text) => [
    ...findDeadPaths(text, `${dirname(file)}/`.replace(/^\.\//, ""), project),
    ...findDeadAnchors(text, file, project.read),
    ...findUnknownCommands(text, scripts),
    ...findUnknownAddresses(text, routes),
    ...findDeadImports(text, project.exists),
    ...findUnknownTables(text, schema),
    ...findUnknownVariables(text, (name) => words.has(name.toLowerCase())),
    ...findUnknownNames(text, words),
    ...findUnknownQuotes(text, texts),
    ...findUnsoundNumbers(text, sourceOf),
    ...findLostEvidence(text, code),
    ...findBoldClaims(text),
  ];
}
