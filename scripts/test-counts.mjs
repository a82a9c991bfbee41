/** Counts of one runner, from its JSON report: `{ passed, failed, skipped }`. */
export const countsOf = {
  checks: ({ passed, failed }) => ({ passed, failed, skipped: 0 }),
  vitest: (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  playwright: ({ stats }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
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
  return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + complaints.length, complaints };
}
