import { describe, expect, test } from "vitest";
import { runStages } from "./run-stages.mjs";
import { summarize } from "./summary.mjs";

type Suite = { name: string; count?: () => object };
const step = (name: string): Suite => ({ name });
const tests = (name: string): Suite => ({ name, count: () => ({}) });

/** Runs each suite for one turn, and returns the order of starts and ends with the results. */
async function run(stages: Suite[][][], failing: string[] = []) {
  const happened: string[] = [];
  const results: { name: string; failed: number }[] = await runStages(stages, async ({ name }: Suite) => {
    happened.push(`${name} begins`);
    await new Promise(setImmediate);
    happened.push(`${name} ends`);
    return { name, failed: failing.includes(name) ? 1 : 0 };
  });
  return { happened, names: results.map(({ name }) => name) };
}

describe("the stages of a test run", () => {
  test("run one after the other, and the lanes of each in parallel", async () => {
    const { happened } = await run([[[tests("a"), tests("b")], [tests("c")]], [[tests("alone")]]]);
    expect(happened.slice(0, 2)).toEqual(["a begins", "c begins"]);
    expect(happened.slice(-2)).toEqual(["alone begins", "alone ends"]);
  });

  test("leave out only the suites that need a failed step", async () => {
    const stages = [
      [
        [step("build"), tests("http")],
        [tests("unit"), tests("store")],
      ],
      [[tests("alone")]],
    ];
    expect((await run(stages, ["build"])).names).toEqual(["build", "unit", "store", "alone"]);
    expect((await run(stages, ["unit"])).names).toEqual(["build", "http", "unit", "store", "alone"]);
  });
});

test("the summary ends with the sum, and names the ten slowest files of all suites", () => {
  const files = Array.from({ length: 9 }, (_, index) => ({ file: `f${index}`, seconds: index }));
  const of = (name: string, failed: number) => ({
    name,
    seconds: 12,
    passed: 20,
    failed,
    complaints: failed ? [`${name}: f1 > breaks`] : [],
    files,
  });
  const lines: string[] = summarize([of("unit", 0), of("http", 1)]);
  expect(lines[0]).toBe("http: f1 > breaks");
  expect(lines.at(-1)).toBe("40 passed, 1 failed");
  const slowest = lines.slice(lines.indexOf("The 10 slowest files:") + 1, lines.indexOf("Each runner:"));
  expect(slowest.map((line) => line.trim().replace(/\s+/g, " "))).toEqual(
    [8, 7, 6, 5, 4].flatMap((seconds) => [`${seconds}.0 s unit: f${seconds}`, `${seconds}.0 s http: f${seconds}`]),
  );
  expect(lines).toContain("    12.0 s  http");
});
