import { stripVTControlCharacters } from "node:util";

/** What one runner's report says: `{ passed, failed, skipped, failures }`, the last as lines to print. */
export const countsOf = {
  checks: ({ passed, failed, failures }) => ({ passed, failed, skipped: 0, failures }),
  vitest: (report) => report,
  playwright: ({ stats, suites, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [...suites.flatMap(failuresOf), ...errors.map((error) => `outside any test: ${firstLine(error)}`)],
  }),
};

/**
 * What a run adds to the sum. A run that says success but tested nothing, skipped something or ended badly is a failure
 * of its own: silence is not a pass.
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

const lastErrorOf = (tests) => tests.at(-1)?.results.at(-1)?.error;

/** The rest of a message stands in the runner's own output above. */
export const firstLine = (error) => stripVTControlCharacters(String(error?.message)).split("\n")[0];
