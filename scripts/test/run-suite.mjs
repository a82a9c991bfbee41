import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "../process/run.mjs";
import { judge } from "./test-counts.mjs";

/**
 * Runs one suite and prints its output at its end, since others may run beside it. Returns
 * `{ name, seconds, passed, failed, complaints, files }`; `files` are its parts with the seconds of each.
 */
export async function runSuite({ name, args, count, env = {} }, { reports, environment }) {
  console.log(`── ${name} begins`);
  const report = join(reports, `${name}.json`);
  const startedAt = Date.now();
  const { code, output } = await runQuietly(args, { env: { ...environment, ...env, TEST_REPORT: report } });
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(`\n── ${name}, ${seconds.toFixed(0)} s\n${output}`);
  if (!count) return { name, seconds, ...judgeStep(name, code), files: [] };
  const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, "utf8"))) : null;
  return { name, seconds, ...judge({ name, code, counts }), files: counts?.files ?? [] };
}

/** A step has no tests, so it counts only if it fails. */
function judgeStep(name, code) {
  return code === 0
    ? { passed: 0, failed: 0, complaints: [] }
    : { passed: 0, failed: 1, complaints: [`${name}: ended with code ${code}`] };
}
