import { describe, expect, test } from "vitest";
import { countsOf, judge } from "./test-counts.mjs";

describe("the sum of all tests", () => {
  test("takes over what a good run counted", () => {
    const counts = countsOf.vitest({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 });
    expect(judge({ name: "unit", code: 0, counts })).toEqual({ passed: 7, failed: 0, complaints: [] });
  });

  test("takes over what failed", () => {
    const counts = countsOf.playwright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } });
    expect(judge({ name: "browser", code: 1, counts })).toEqual({ passed: 3, failed: 2, complaints: [] });
  });

  test.each([
    ["that ran no test", { code: 0, counts: { passed: 0, failed: 0, skipped: 0 } }, "ran no test"],
    ["that left no report", { code: 0, counts: null }, "left no report"],
    ["that skipped a test", { code: 0, counts: { passed: 4, failed: 0, skipped: 2 } }, "skipped 2"],
    ["that ended badly without a failed test", { code: 1, counts: { passed: 4, failed: 0, skipped: 0 } }, "code 1"],
  ])("counts a run %s as failed", (_, run, complaint) => {
    const verdict = judge({ name: "unit", ...run });
    expect(verdict.failed).toBe(1);
    expect(verdict.complaints.join()).toContain(complaint);
  });
});
