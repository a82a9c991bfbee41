import { describe, expect, test } from "vitest";
import { compareIndex, indexRow, readDecision } from "./decisions";

const file = "007-keep-it.md";
const text = `# 007. Keep it

Date: 2026-11-23 · Status: accepted

**Context.** There were ways.

**Rejected.**
- *Throw it away.* Nothing is left then.
- *Hide it*: it is found.

**Decision.** It is kept.
`;

describe("a decision record", () => {
  test("has number, title, date, status and rejected alternatives", () => {
    expect(readDecision(file, text)).toEqual({
      complaints: [],
      decision: {
        file,
        number: "007",
        title: "Keep it",
        date: "2026-11-23",
        status: "accepted",
        lost: ["Throw it away", "Hide it"],
      },
    });
  });

  test.each([
    [text.replace("007", "008"), "its heading must be # NNN. Title, with the file's number"],
    [text.replace("2026-11-23", "lately"), "below the heading: Date: YYYY-MM-DD · Status: accepted"],
    [text.replace("accepted", "perhaps"), "below the heading: Date: YYYY-MM-DD · Status: accepted"],
    [
      text.replace(/\*\*Rejected[\s\S]*?(?=\*\*Decision)/, ""),
      "it needs **Rejected.** with a list, one alternative in *italics* and its reason per line",
    ],
  ])("is reported when one of them is missing", (broken, complaint) => {
    expect(readDecision(file, broken).complaints).toEqual([complaint]);
  });
});

describe("the index", () => {
  const { decision } = readDecision(file, text);
  const row = "| [007](007-keep-it.md) | Keep it | 2026-11-23 | accepted | Throw it away; Hide it |";

  test("has one row per record", () => {
    expect(indexRow(decision)).toBe(row);
    expect(compareIndex(`# Decisions\n\n${row}\n`, [decision])).toEqual([]);
  });

  test("is reported for a record without a row, and a row without a record", () => {
    expect(compareIndex(row.replace("accepted", "proposed"), [decision])).toEqual([
      `the index lacks: ${row}`,
      `the index has, and no record says: ${row.replace("accepted", "proposed")}`,
    ]);
  });
});
