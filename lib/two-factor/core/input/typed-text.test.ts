import { describe, expect, it } from "vitest";
import { tidyPlainText, tidyText } from "@/lib/two-factor/core/input/typed-text";

describe("typed text", () => {
  it.each([
    ["a number copied from a phone", "\u202a+49 176 12345678\u202c", "+49 176 12345678"],
    ["a zero-width space inside a word", "alice\u200b@example.com", "alice@example.com"],
    ["a byte order mark", "\ufeffHigh Street 1", "High Street 1"],
    ["a soft hyphen", "Haupt\u00adstraße", "Hauptstraße"],
    ["no-break spaces and line ends", "Anna\u00a0Lee\r\n", "Anna Lee"],
    ["letters and marks apart", "Zoe\u0308", "Zoë"],
    ["a joiner at the end", "Anna\u200d", "Anna"],
  ])("loses %s", (_name, typed, meant) => expect(tidyText(typed)).toBe(meant));

  it("keeps the joiner that Persian names need", () => {
    expect(tidyText("علی\u200cرضا")).toBe("علی\u200cرضا");
  });

  it("becomes plain where only plain signs count", () => {
    expect(tidyPlainText("０１５１\u2011１２３")).toBe("0151-123");
  });
});
