import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import "../process/environment.mjs";
import { onSignal, run, stopAll, tool } from "../process/run.mjs";
import { startRealPostgres } from "./real-postgres.mjs";
import { countsOf, judge } from "./test-counts.mjs";

const reports = "test-results/reports";
const sum = { passed: 0, failed: 0, complaints: [] };
let postgres;

onSignal(end, 1);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
try {
  await everything();
} catch (error) {
  add({ passed: 0, failed: 1, complaints: [error instanceof Error ? error.message : String(error)] });
}
await end();
for (const complaint of sum.complaints) console.error(complaint);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed > 0 ? 1 : 0);

async function everything() {
  await suite("checks", countsOf.checks, (report) => ["scripts/check/all.mjs", "--report", report]);
  await vitest("unit");
  await vitest("apart");
  await vitest("store-embedded");
  postgres = await startRealPostgres();
  const env = { REAL_DATABASE_URL: postgres.url, REAL_DATABASE_LOG: postgres.logFile };
  await vitest("store-real", env);
  if (!(await succeeds("build", ["scripts/site/build.mjs"]))) return;
  if (!(await succeeds("browser", ["scripts/test/ensure-chromium.mjs"]))) return;
  await vitest("http", env);
  await vitest("http-measured", env);
  await suite("browser", countsOf.playwright, () => [tool("playwright"), "test"]);
}

async function vitest(project, env) {
  const reporters = ["--reporter=default", "--reporter=./scripts/test/vitest-report.mjs"];
  await suite(project, countsOf.vitest, () => [tool("vitest"), "run", "--project", project, ...reporters], env);
}

async function suite(name, count, args, env) {
  console.log(`\n── ${name}`);
  const report = join(reports, `${name}.json`);
  const code = await run(args(report), { env: { ...env, TEST_REPORT: report } });
  const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, "utf8"))) : null;
  add(judge({ name, code, counts }));
}

async function succeeds(name, args) {
  console.log(`\n── ${name}`);
  const code = await run(args);
  if (code !== 0) add({ passed: 0, failed: 1, complaints: [`${name}: ${args[0]} ended with code ${code}`] });
  return code === 0;
}

function add({ passed, failed, complaints }) {
  sum.passed += passed;
  sum.failed += failed;
  sum.complaints.push(...complaints);
}

async function end() {
  // Playwright stops the server it started at SIGINT only.
  await stopAll("SIGINT");
  await postgres?.stop();
}
