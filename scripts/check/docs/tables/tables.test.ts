import { describe, expect, test } from "vitest";
import {
  compareCounts,
  compareLimits,
  compareTransitions,
  compareWords,
  findForeignWords,
  rowsOf,
  section,
  wordsIn,
} from "./tables";

describe("the state diagram", () => {
  const transitions = { pending: ["answered", "expired"], answered: [], expired: [] };

  test("agrees when every arrow is a transition", () => {
    const drawn = "[*] --> pending\npending --> answered: right code\n  pending --> expired";
    expect(compareTransitions(drawn.replace("[*] --> pending\n", ""), transitions)).toEqual([]);
    expect(compareTransitions(drawn, transitions)).toEqual([]);
  });

  test("is reported for a missing arrow and an extra one", () => {
    expect(compareTransitions("pending --> answered\nanswered --> expired", transitions)).toEqual([
      "the state diagram lacks: pending --> expired",
      "the state diagram has what the code has not: answered --> expired",
    ]);
  });
});

describe("the table of limits", () => {
  const limits = { code: { digits: 6, wrongAnswers: 5 } };

  test("agrees when each row is a limit", () => {
    expect(compareLimits("| `code.digits` | 6 | |\n| `code.wrongAnswers` | 5 per code | |", limits)).toEqual([]);
  });

  test("is reported for another number and for a missing row", () => {
    expect(compareLimits("| `code.digits` | 8 |", limits)).toEqual([
      "the table of limits lacks: code.digits = 6",
      "the table of limits lacks: code.wrongAnswers = 5",
      "the table of limits has what the code has not: code.digits = 8",
    ]);
  });
});

describe("a table of words", () => {
  const table = "| code | what |\n| --- | --- |\n| `wrong` | a |\n| `older-code`, `late` | b |";

  test("is compared in both directions", () => {
    expect(compareWords("refusals", table, ["wrong", "older-code", "late"])).toEqual([]);
    expect(compareWords("refusals", table, ["wrong", "late", "expired"])).toEqual([
      "refusals lacks: expired",
      "refusals has what the code has not: older-code",
    ]);
  });

  test("may show a part of the list, without other words", () => {
    expect(findForeignWords("alarms", table, ["wrong", "older-code", "late", "more"])).toEqual([]);
    expect(findForeignWords("alarms", table, ["wrong", "late"])).toEqual([
      "alarms has what the code has not: older-code",
    ]);
  });
});

test("the sentence with the count of requirements is compared with the rows", () => {
  const rows = "| A-01 | a | done | |\n| A-02 | b | partly: c | |\n| B-01 | d | open | |\n| B-02 | e | done; f | |";
  expect(compareCounts(`2 are done, 1 partly, 1 open.\n${rows}`)).toEqual([]);
  expect(compareCounts(`3 are done, 0 partly, 1 open.\n${rows}`)).toEqual([
    "the count is out of date, it must read: 2 are done, 1 partly, 1 open.",
  ]);
});

test("a section ends at the next heading", () => {
  expect(section("# A\none\n## The challenge\ntwo\n## C\nthree", "challenge")).toBe("## The challenge\ntwo\n");
  expect(section("# A", "challenge")).toBe("");
});

test("rows are split at unescaped bars, and the line of dashes is no row", () => {
  expect(rowsOf("| a | b |\n| --- | ---: |\n| `x \\| y` | z |")).toEqual([
    ["a", "b"],
    ["`x \\| y`", "z"],
  ]);
  expect(wordsIn("`a`, `b` and c")).toEqual(["a", "b"]);
});
