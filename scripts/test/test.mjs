import { mkdirSync, rmSync } from "node:fs";
import "../process/environment.mjs";
import { onSignal, stopAll } from "../process/run.mjs";
import { startRealPostgres } from "./real-postgres.mjs";
import { runStages } from "./run-stages.mjs";
import { runSuite } from "./run-suite.mjs";
import { forms } from "./suites.mjs";
import { summarize } from "./summary.mjs";

// node scripts/test/test.mjs short | long | both. The last line has the numbers of passed and failed tests.
const [form = ""] = process.argv.slice(2);
if (!Object.hasOwn(forms, form)) {
  console.error("usage: node scripts/test/test.mjs short | long | both");
  process.exit(2);
}

const reports = "test-results/reports";
let postgres;
onSignal(end, 1);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const results = await everything().catch((error) => [broken(error)]);
await end();
for (const line of summarize(results)) console.log(line);
process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);

async function everything() {
  postgres = await startRealPostgres();
  const environment = { REAL_DATABASE_URL: postgres.url, REAL_DATABASE_LOG: postgres.logFile };
  return await runStages(forms[form], (suite) => runSuite(suite, { reports, environment }));
}

/** Faults before or between the suites. */
function broken(error) {
  const complaint = error instanceof Error ? error.message : String(error);
  return { name: "run", seconds: 0, passed: 0, failed: 1, complaints: [complaint], files: [] };
}

async function end() {
  // Playwright stops its server only at SIGINT.
  await stopAll("SIGINT");
  await postgres?.stop();
}
