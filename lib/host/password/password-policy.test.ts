import { describe, expect, it } from "vitest";
import { commonWords } from "@/lib/host/password/common-words";
import { faultOfPassword } from "@/lib/host/password/password-policy";

const about = ["Alice Archer", "alice.archer@example.com"];

describe("a new password", () => {
  it("has at least fifteen characters, counted as a person counts them", () => {
    expect(faultOfPassword("gravel tundra5", about)).toBe("too-short");
    expect(faultOfPassword("gravel tundra 5", about)).toBeNull();
    expect(faultOfPassword(`gravel tundra${"🦉".repeat(1)}`, about)).toBe("too-short");
    expect(faultOfPassword(`gravel tundra${"🦉".repeat(2)}`, about)).toBeNull();
  });

  it("may be long, and is not cut", () => {
    expect(faultOfPassword("four winds carry the paper boat past seven old mills tonight", about)).toBeNull();
    expect(faultOfPassword("x7".repeat(200), about)).toBe("too-long");
  });

  // Attack: a stranger tries the most frequent passwords, or words about this person and this site.
  // Defence: the policy refuses the first guesses of every list.
  it.each([
    "passwordpassword",
    "Password12345678",
    "password-password-1",
    "123456789012345",
    "qwertyuiopasdfgh",
    "qwertzuiopasdfghjkl",
    "abcdefghijklmnop",
    "aaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "letmeinletmein123",
    "iloveyouiloveyou",
    "Fieldhouse Supply 2026",
    "FieldhouseSupplyPassword2026",
    "countersignpassword",
    "Alice Archer 1990!",
    "alice.archer@example.com",
    "archeraliceexample",
    "correct horse battery staple",
    "qazwsxedcrfvtgb",
    "Q1W2E3R4T5Y6U7I8O9P0",
    "welcome welcome 2026",
    "administrator12345",
    "987654321987654321",
  ])("is refused if it is among the first guesses: %s", (password) => {
    expect(faultOfPassword(password, about)).not.toBeNull();
  });

  it.each([
    ["abcabcabcabcabcabc", "repeated"],
    ["987654321987654321", "repeated"],
    ["qwertzuiopasdfghjkl", "sequence"],
    ["1qaz2wsx3edc4rfv", "sequence"],
    ["alice.archer@example.com", "too-personal"],
    ["Fieldhouse Supply 2026", "too-personal"],
    ["P@ssw0rd-p4$$word!", "too-common"],
    ["SommerWinter2026!", "too-common"],
  ])("is refused with a reason: %s", (password, because) => {
    expect(faultOfPassword(password, about)).toBe(because);
  });

  it("is refused when it is two common words, with or without figures (over a thousand tried)", () => {
    const pairs = commonWords.map((one, at) => `${one}${commonWords.at(at - 1_001)}${at % 2 ? "1234!" : ""}`);
    const sample = pairs.filter((pair) => pair.length >= 15);
    expect(sample.length).toBeGreaterThan(1_000);
    expect(sample.filter((pair) => faultOfPassword(pair, about) === null)).toEqual([]);
  });

  it.each(["plum orbit lantern 42", "violet canyon teapot 7", "Zwölf Boxkämpfer jagen Eva"])("may be: %s", (password) =>
    expect(faultOfPassword(password, about)).toBeNull(),
  );
});
