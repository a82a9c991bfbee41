import { stripVTControlCharacters } from "node:util";

/**
 * The results in one runner's report: `{ passed, failed, skipped, failures, files }`. `failures` are lines to print,
 * `files` the seconds of each file.
 */
export const countsOf = {
  checks: (report) => ({ ...report, skipped: 0 }),
  vitest: (report) => report,
  playwright: ({ stats, suites, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [...suites.flatMap(failuresOf), ...errors.map((error) => `outside any test: ${firstLine(error)}`)],
    files: suites.map((suite) => ({ file: suite.file, seconds: millisecondsOf(suite) / 1000 })),
  }),
};

/**
 * The counts that a run adds to the sum. A run that reports success but ran no test, skipped one or ended with an error
 * counts as a failure.
 */
export function judge({ name, code, counts }) {
  const complaints = [];
  if (!counts) complaints.push(`${name}: left no report`);
  else if (counts.passed + counts.failed === 0) complaints.push(`${name}: ran no test`);
  if (counts?.skipped) complaints.push(`${name}: skipped ${counts.skipped}`);
  if (code !== 0 && !counts?.failed && complaints.length === 0) complaints.push(`${name}: ended with code ${code}`);
  const failures = (counts?.failures ?? []).map((each) => `${name}: ${each}`);
  return {
    passed: counts?.passed ?? 0,
    failed: (counts?.failed ?? 0) + complaints.length,
    complaints: [...failures, ...complaints],
  };
}

function failuresOf({ specs = [], suites = [] }) {
  const failed = specs.filter(({ ok }) => !ok);
  return [
    ...failed.map(({ file, title, tests }) => `${file} > ${title}: ${firstLine(lastErrorOf(tests))}`),
    ...suites.flatMap(failuresOf),
  ];
}

/** The seconds of all its tests and their repetitions, in parallel or not. */
function millisecondsOf({ specs = [], suites = [] }) {
  const results = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results));
  const own = results.reduce((sum, { duration = 0 }) => sum + duration, 0);
  return suites.reduce((sum, suite) => sum + millisecondsOf(suite), own);
}

const lastErrorOf = (tests) => tests.at(-1)?.results.at(-1)?.error;

/** The first line. The runner's output above has the rest. */
export const firstLine = (error) => stripVTControlCharacters(String(error?.message)).split("\n")[0];
