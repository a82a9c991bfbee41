import { tool } from "../process/run.mjs";
import { countsOf } from "./test-counts.mjs";

/**
 * `count` reads the command's report in the file TEST_REPORT. An entry without `count` is a step that later suites
 * need.
 */
const checks = { name: "checks", args: ["scripts/check/check.mjs"], count: countsOf.checks };
const build = { name: "build", args: ["scripts/site/build.mjs"] };
const browserProgram = { name: "a browser to test with", args: ["scripts/test/ensure-chromium.mjs"] };
const browser = { name: "browser", args: [tool("playwright"), "test"], count: countsOf.playwright };

const vitest = (project, env = {}) => ({
  name: project,
  args: [
    tool("vitest"),
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=./scripts/test/vitest-report.mjs",
  ],
  count: countsOf.vitest,
  env,
});

/**
 * The suites in stages. The lanes of a stage run in parallel, since suites with servers and browsers often wait.
 * Measuring suites have a stage of their own.
 */
const shortForms = [
  [[checks]],
  [
    [build, browserProgram, vitest("http"), browser],
    [vitest("unit"), vitest("apart"), vitest("store")],
  ],
  [[vitest("measured")]],
];
const longForms = [[[build, vitest("long", { TEST_FORM: "long" })]]];

/** The stages of `node scripts/test/test.mjs short`, `long` and `both`. */
export const forms = { short: shortForms, long: longForms, both: [...shortForms, ...longForms] };
