import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { firstLine } from "./test-counts.mjs";

/**
 * Writes the results of a vitest run as JSON to the file TEST_REPORT: `{ passed, failed, skipped, failures, files }`.
 * Each failure has its place and its first line. Failures of hooks and outside tests are included.
 */
export default class Report {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const failed = tests.filter((test) => test.result().state === "failed");
    const failures = [
      ...failed.flatMap((test) => sayings(test, test.result().errors)),
      ...suites.flatMap((suite) => sayings(suite, suite.errors())),
      ...errors.map((error) => `outside any test: ${firstLine(error)}`),
    ];
    const count = (state) => tests.filter((test) => test.result().state === state).length;
    const counts = { passed: count("passed"), failed: failed.length, skipped: count("skipped") + count("pending") };
    const files = modules.map((module) => ({ file: module.relativeModuleId, seconds: secondsOf(module.diagnostic()) }));
    const file = process.env.TEST_REPORT;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...counts, failures, files }));
  }
}

function secondsOf({ collectDuration, setupDuration, duration }) {
  return (collectDuration + setupDuration + duration) / 1000;
}

function sayings(entity, errors) {
  const module = entity.module ?? entity;
  const place = [module.relativeModuleId, entity.fullName].filter(Boolean).join(" > ");
  return errors.map((error) => `${place}: ${firstLine(error)}`);
}
