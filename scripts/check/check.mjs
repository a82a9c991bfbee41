import { writeFileSync } from "node:fs";
import "../process/environment.mjs";
import { onSignal, runQuietly, stopAll, tool } from "../process/run.mjs";

/** Generated files that all checks read, made before the checks begin. */
const preparations = [["scripts/database/generate-client.mjs"], [tool("next"), "typegen"]];
/** The checks that a change must pass before the tests, the longest first. Two run at a time. */
const checks = {
  types: [tool("tsc"), "--noEmit"],
  "schema against migrations": ["scripts/database/schema.mjs", "check"],
  "lint and format": [tool("biome"), "ci", "--colors=off", "--error-on-warnings", "."],
  "dead code": [tool("knip")],
  "docs against code": ["--import", "tsx", "scripts/check/docs/check-docs.ts"],
  "import rules": ["scripts/check/imports/import-rules.mjs"],
  messages: ["scripts/check/messages/check-messages.mjs"],
};
const atOnce = 2;

onSignal(stopAll, 1);
for (const command of preparations) {
  const { code, output } = await runQuietly(command);
  if (code === 0) continue;
  console.error(output);
  process.exit(1);
}
const results = await runAll(Object.entries(checks));
const failures = results.filter(({ complaint }) => complaint !== null);
for (const { name, complaint } of failures) console.error(`\n✗ ${name}\n${complaint.trim()}`);
report(process.env.TEST_REPORT);
process.exit(failures.length > 0 ? 1 : 0);

async function runAll(waiting) {
  const done = [];
  const runNext = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) done.push(await check(...next));
  };
  await Promise.all(Array.from({ length: atOnce }, runNext));
  return done;
}

async function check(name, command) {
  const startedAt = Date.now();
  const { code, output } = await runQuietly(command);
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)`);
  return { name, seconds, complaint: code === 0 ? null : output || `ended with code ${code}` };
}

/** The counts for `npm test`, which adds them to its sum. */
function report(file) {
  if (!file) return;
  const files = results.map(({ name, seconds }) => ({ file: name, seconds }));
  const failed = failures.length;
  const counts = { passed: results.length - failed, failed, failures: failures.map(({ name }) => name), files };
  writeFileSync(file, JSON.stringify(counts));
}
