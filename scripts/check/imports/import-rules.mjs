import { readImportGraph } from "./import-graph.mjs";
import { importRules } from "./import-rules.data.mjs";
import { findImportViolations } from "./import-violations.mjs";

const graph = readImportGraph(process.argv[2] ?? ".");
const violations = findImportViolations(graph, importRules);
for (const violation of violations) console.error(violation);
// Without any file the check would pass, so that is a failure.
if (graph.length === 0) console.error("no-files: the import rules saw no source file");
else console.log(`${graph.length} files, ${violations.length} violations of the import rules`);
process.exit(violations.length > 0 || graph.length === 0 ? 1 : 0);
