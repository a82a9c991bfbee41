import { describe, expect, test } from "vitest";
import { compareRefusalTexts, findUnknownNames, findUnknownQuotes, wordsOf } from "./names";

describe("names in backticks", () => {
  const known = wordsOf(['export function createBrowser() { refuse("older-code"); }', "X-CSRF-Token: code_channel"]);

  test("pass when the sources have them, in upper or lower case", () => {
    const text = "`createBrowser`, `older-code`, `x-csrf-token`, `code_channel`, `npm run gone`, `/gone`, `of it`";
    expect(findUnknownNames(text, known)).toEqual([]);
  });

  test("are reported when no source has them", () => {
    expect(findUnknownNames("`makeBrowser`, `older_code`, `createBrowser({ gone_by })`", known)).toEqual([
      "the code does not know `makeBrowser`",
      "the code does not know `older_code`",
      "the code does not know `gone_by`",
    ]);
  });

  test("are ignored in blocks, which have a check of their own", () => {
    expect(findUnknownNames("```ts\n`gone`\n```", known)).toEqual([]);
  });
});

describe("quoted texts", () => {
  test("pass when a page has the text, and are reported otherwise", () => {
    const text = 'Press "Send a new code" or "Send another code". He said "it is me". "Alone" is `"No Text"`.';
    expect(findUnknownQuotes(text, ['{"again": "Send a new code"}'])).toEqual(['no page says "Send another code"']);
  });
});

describe("the sentence of a refusal", () => {
  const texts = { wrong: "That is not the code. {left, plural, one {# try} other {# tries}} left.", expired: "Over." };

  test("agrees word for word, with … for variable parts", () => {
    const rows = [
      ["code", "means", "says"],
      ["`wrong`", "a", '"That is not the code. … left."'],
      ["`expired`", "b", '"Over."'],
    ];
    expect(compareRefusalTexts(rows, texts)).toEqual([]);
  });

  test("is reported when it differs, is in another order, or is missing", () => {
    const rows = [
      ["`wrong`", "a", '"left. … That is not the code."'],
      ["`expired`", "b", ""],
    ];
    expect(compareRefusalTexts(rows, texts)).toEqual([`wrong says: ${texts.wrong}`, "expired says: Over."]);
  });
});
