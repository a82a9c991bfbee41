import { dirname } from "node:path";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { drift } from "./drift";
import { readProject } from "./project";
import { findBoldClaims } from "./prose/claims";
import { findDeadImports, findUnknownTables } from "./prose/examples";
import { findUnknownNames, findUnknownQuotes, wordsOf } from "./prose/names";
import { findUnsoundNumbers, sourcesIn } from "./prose/numbers";
import { findDeadAnchors, findDeadPaths, findUnknownAddresses, findUnknownCommands, routesOf } from "./prose/places";
import { findUnknownVariables } from "./tables/environment";

const required = ["README", "SECURITY", "docs/flow", "docs/threat-model", "docs/operations", "docs/requirements"];
const project = readProject();
const scripts = JSON.parse(project.read("package.json")).scripts;
const code = project.sources.filter(({ path }) => !path.startsWith("scripts/check/docs/"));
const words = wordsOf([...code.map(({ text }) => text), ...project.files]);
const sourceOf = sourcesIn(defaultLimits, code);
const schema = project.sources.flatMap(({ path, text }) => (path.endsWith(".prisma") ? [text] : [])).join("\n");
const routes = routesOf(project.files);
const catalogues = project.sources.filter(({ path }) => /^lib\/.*\/messages\/[\w-]+\.json$/.test(path));

const complaints = [
  ...required.filter((name) => !project.exists(`${name}.md`)).map((name) => `${name}.md is missing`),
  ...drift(project),
  ...project.files.filter((file) => /\.md$/.test(file) || file === ".env.example").flatMap(faultsOf),
  ...catalogues.flatMap(({ path, text }) => findBoldClaims(text).map((each) => `${path}: ${each}`)),
];
for (const complaint of complaints) console.error(complaint);
process.exit(complaints.length > 0 ? 1 : 0);

/** Faults that any document can have. */
function faultsOf(file: string): string[] {
  const text = project.read(file);
  const folder = `${dirname(file)}/`.replace(/^\.\//, "");
  return [
    ...findDeadPaths(text, folder, project),
    ...findDeadAnchors(text, file, project.read),
    ...findUnknownCommands(text, scripts),
    ...findUnknownAddresses(text, routes),
    ...findDeadImports(text, project.exists),
    ...findUnknownTables(text, schema),
    ...findUnknownVariables(text, (name) => words.has(name.toLowerCase())),
    ...findUnknownNames(text, words),
    ...findUnknownQuotes(
      text,
      catalogues.map((each) => each.text),
    ),
    ...findUnsoundNumbers(text, sourceOf),
    ...findBoldClaims(text),
  ].map((each) => `${file}: ${each}`);
}
