import { describe, expect, test } from "vitest";
import {
  compareLimits,
  compareTransitions,
  compareWords,
  findBoldClaims,
  findDeadPaths,
  findUnknownCommands,
  section,
} from "./docs-comparisons";

describe("the state diagram", () => {
  const transitions = { pending: ["answered", "expired"], answered: [], expired: [] };

  test("agrees when every arrow is a transition", () => {
    const drawn = "[*] --> pending\npending --> answered: right code\n  pending --> expired";
    expect(compareTransitions(drawn.replace("[*] --> pending\n", ""), transitions)).toEqual([]);
    expect(compareTransitions(drawn, transitions)).toEqual([]);
  });

  test("is told about an arrow that is missing and one that is too many", () => {
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

  test("is told about another number and about a row that is missing", () => {
    expect(compareLimits("| `code.digits` | 8 |", limits)).toEqual([
      "the table of limits lacks: code.digits = 6",
      "the table of limits lacks: code.wrongAnswers = 5",
      "the table of limits has what the code has not: code.digits = 8",
    ]);
  });
});

test("a table of words is compared both ways", () => {
  const table = "| code | what |\n| --- | --- |\n| `wrong` | a |\n| `older-code` | b |";
  expect(compareWords("refusals", table, ["wrong", "older-code"])).toEqual([]);
  expect(compareWords("refusals", table, ["wrong", "expired"])).toEqual([
    "refusals lacks: expired",
    "refusals has what the code has not: older-code",
  ]);
});

test("a section ends at the next heading", () => {
  expect(section("# A\none\n## The challenge\ntwo\n## C\nthree", "challenge")).toBe("## The challenge\ntwo\n");
  expect(section("# A", "challenge")).toBe("");
});

describe("paths in a document", () => {
  const exists = (path: string) => ["lib/host/", "docs/flow.md", "app/(host)/sign-in/page.tsx"].includes(path);

  test("pass when they lead somewhere", () => {
    const text =
      "See `lib/host/`, `app/(host)/sign-in/page.tsx`, [flow](flow.md#a), [web](https://example.com), `a/b`.";
    expect(findDeadPaths(text, "docs/", exists)).toEqual([]);
  });

  test("are told when they lead nowhere", () => {
    expect(findDeadPaths("`lib/gone.ts` and [gone](../gone.md)", "docs/", exists)).toEqual([
      "lib/gone.ts does not exist",
      "gone.md does not exist",
    ]);
  });
});

test("commands are looked up in package.json", () => {
  const scripts = { demo: "", test: "" };
  expect(findUnknownCommands("npm ci && npm run demo -- --reset; npm test", scripts)).toEqual([]);
  expect(findUnknownCommands("npm run demonstrate", scripts)).toEqual(["npm run demonstrate does not exist"]);
});

describe("bold claims", () => {
  test.each([
    "Countersign is AAL2 compliant.",
    "This gives you phishing-resistant sign-in!",
    "Our flow is strong customer authentication.",
    "Bank-grade security for your shop.",
  ])("are found: %s", (claim) => {
    expect(findBoldClaims(`A quiet sentence. ${claim}`)).toHaveLength(1);
  });

  test.each([
    "A code by e-mail is not AAL2.",
    "It is neither phishing-resistant nor strong customer authentication.",
    "NIST SP 800-63B-4 AAL2 requires another factor.",
  ])("are told from honest sentences: %s", (sentence) => {
    expect(findBoldClaims(sentence)).toEqual([]);
  });
});
