import { describe, expect, test } from "vitest";
import { compareExample, compareVariables, findUnknownVariables } from "./environment";

const secret = { name: "AUTH_SECRET", isRequired: true, standard: null };
const port = { name: "PORT", isRequired: false, standard: "3000" };
const key = { name: "RESEND_API_KEY", isRequired: false, standard: null };

describe("the table of variables", () => {
  const table = "| `PORT` | `3000` | a |\n| `AUTH_SECRET` | required | b |\n| `RESEND_API_KEY` | none | c |";

  test("agrees on names, needs and defaults", () => {
    expect(compareVariables(table, [secret, port, key])).toEqual([]);
  });

  test("is reported for a missing variable, an unknown one, another default and another need", () => {
    const coded = [
      { ...port, standard: "8080" },
      { ...secret, isRequired: false },
      { ...key, name: "SMTP_URL" },
    ];
    expect(compareVariables(table, coded)).toEqual([
      "the table of variables lacks: PORT, default 8080",
      "the table of variables lacks: AUTH_SECRET, no default",
      "the table of variables lacks: SMTP_URL, no default",
      "the table of variables has what the code has not: PORT, default 3000",
      "the table of variables has what the code has not: AUTH_SECRET, required",
      "the table of variables has what the code has not: RESEND_API_KEY, no default",
    ]);
  });
});

describe("the example", () => {
  test("has a line for each variable; a commented-out line shows the default", () => {
    expect(compareExample("AUTH_SECRET=\n#PORT=3000\n#RESEND_API_KEY=re_1", [secret, port, key])).toEqual([]);
    expect(compareExample("AUTH_SECRET=\nPORT=8080\n#RESEND_API_KEY=", [secret, port, key])).toEqual([]);
  });

  test("is reported for a missing line, an unknown one and another default", () => {
    expect(compareExample("AUTH_SECRET=\n#PORT=8080\nSMTP=", [secret, port, key])).toEqual([
      "the list of variables lacks: RESEND_API_KEY",
      "the list of variables has what the code has not: SMTP",
      "PORT shows 8080, its default is 3000",
    ]);
  });
});

test("words that look like a variable have to be a known variable", () => {
  const isKnown = (name: string) => name === "AUTH_URL";
  expect(findUnknownVariables("Set `AUTH_URL` and AUTH_URI, SHA-256, PORT.", isKnown)).toEqual([
    "the variable AUTH_URI does not exist",
  ]);
});
