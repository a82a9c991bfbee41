import { describe, expect, test } from "vitest";
import { countsOf, judge } from "./test-counts.mjs";

describe("the sum of all tests", () => {
  test("takes over the counts of a good run", () => {
    const counts = countsOf.vitest({ passed: 7, failed: 0, skipped: 0, failures: [] });
    expect(judge({ name: "unit", code: 0, counts })).toEqual({ passed: 7, failed: 0, complaints: [] });
  });

  test("takes over failures with their names, and the seconds of each file", () => {
    const spec = (title: string, ...messages: string[]) => {
      const results = [
        { duration: 1500, error: undefined },
        ...messages.map((message) => ({ duration: 250, error: { message } })),
      ];
      return { ok: messages.length === 0, file: "a.spec.ts", title, tests: [{ results }] };
    };
    const counts = countsOf.playwright({
      stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
      suites: [
        {
          file: "a.spec.ts",
          specs: [spec("is good")],
          suites: [{ specs: [spec("breaks", "\u001b[31mwrong\u001b[0m\nmore")] }],
        },
      ],
      errors: [{ message: "a code in the open" }],
    });
    expect(counts.files).toEqual([{ file: "a.spec.ts", seconds: 3.25 }]);
    expect(judge({ name: "browser", code: 1, counts })).toEqual({
      passed: 1,
      failed: 2,
      complaints: ["browser: a.spec.ts > breaks: wrong", "browser: outside any test: a code in the open"],
    });
  });

  test.each([
    ["that ran no test", { code: 0, counts: { passed: 0, failed: 0, skipped: 0, failures: [] } }, "ran no test"],
    ["that left no report", { code: 0, counts: null }, "left no report"],
    ["that skipped a test", { code: 0, counts: { passed: 4, failed: 0, skipped: 2, failures: [] } }, "skipped 2"],
    [
      "that ended badly without a failed test",
      { code: 1, counts: { passed: 4, failed: 0, skipped: 0, failures: ["outside any test: a port was taken"] } },
      "a port was taken,unit: ended with code 1",
    ],
  ])("counts a run %s as failed", (_, run, complaint) => {
    const verdict = judge({ name: "unit", ...run });
    expect(verdict.failed).toBe(1);
    expect(verdict.complaints.join()).toContain(complaint);
  });
});
