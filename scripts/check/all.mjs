import { writeFileSync } from "node:fs";
import "../process/environment.mjs";
import { onSignal, runQuietly, stopAll, tool } from "../process/run.mjs";

/** What a change must pass before any test runs. Each check is a row of commands that must all succeed. */
const checks = {
  types: [["scripts/database/generate-client.mjs"], [tool("next"), "typegen"], [tool("tsc"), "--noEmit"]],
  "lint and format": [[tool("biome"), "ci", "--colors=off", "--error-on-warnings", "."]],
  "import rules": [["scripts/check/imports/import-rules.mjs"]],
  "dead code": [[tool("knip")]],
  "schema against migrations": [["scripts/database/schema.mjs", "check"]],
  messages: [["scripts/check/messages/check-messages.mjs"]],
  "docs against code": [["--import", "tsx", "scripts/check/docs/check-docs.ts"]],
};

onSignal(stopAll, 1);
const failures = [];
for (const [name, commands] of Object.entries(checks)) {
  const startedAt = Date.now();
  const complaint = await firstComplaint(commands);
  if (complaint !== null) failures.push({ name, complaint });
  console.log(`${complaint === null ? "✓" : "✗"} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}
for (const { name, complaint } of failures) console.error(`\n✗ ${name}\n${complaint.trim()}`);
report(process.argv[process.argv.indexOf("--report") + 1 || Number.POSITIVE_INFINITY]);
process.exit(failures.length > 0 ? 1 : 0);

async function firstComplaint(commands) {
  for (const command of commands) {
    const { code, output } = await runQuietly(command);
    if (code !== 0) return output || `ended with code ${code}`;
  }
  return null;
}

function report(file) {
  const failed = failures.length;
  const counts = { passed: Object.keys(checks).length - failed, failed, failures: failures.map(({ name }) => name) };
  if (file) writeFileSync(file, JSON.stringify(counts));
}
