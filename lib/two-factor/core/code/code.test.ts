// Attack: odd input is sent in place of a code, to crash the comparison, slip past a filter or burn time.
// What does not plainly hold one run of six digits must end as a format refusal before anything is compared.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseCode } from "@/lib/two-factor/core/code/code";

const format = { ok: false, refusal: { code: "format" } };

describe("what a person types or pastes", () => {
  it.each([
    ["123456", "123456"],
    ["000000", "000000"],
    ["123 456", "123456"],
    ["123-456", "123456"],
    ["12 34 56", "123456"],
    ["123\u00a0456", "123456"],
    ["123\u2011456", "123456"],
    ["123\u2013456", "123456"],
    ["  123456\r\n", "123456"],
    ["123456\u200b", "123456"],
    ["Your code is 123456", "123456"],
    ["Your code: 123456. Valid for 5 minutes.", "123456"],
    ["Ihr Code lautet 004217", "004217"],
    ["@shop.example #123456", "123456"],
    ["@localhost:3000 #123456", "123456"],
    ["123456 (Reference: BCD)", "123456"],
    ["code: 123 456", "123456"],
    ["123.456", "123456"],
    ["Code 123456, valid for 5 minutes", "123456"],
    ["It is 12-34-56.", "123456"],
    ["\u202a123 456\u202c", "123456"],
    ["\uff11\uff12\uff13\uff14\uff15\uff16", "123456"],
    ["١٢٣٤٥٦", "123456"],
    ["۱۲۳۴۵۶", "123456"],
    ["१२३ ४५६", "123456"],
    ["𝟏𝟐𝟑𝟒𝟓𝟔", "123456"],
    ["𝟶𝟷𝟸𝟹𝟺𝟻", "012345"],
    ["1234\uff156", "123456"],
  ])("reads %j as %s", (input, code) => {
    expect(normaliseCode(input)).toEqual({ ok: true, code });
  });

  it("reads any six digits in any grouping by spaces and hyphens", () => {
    const separator = fc.constantFrom("", " ", "-", "  ", " - ", "\t");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), { minLength: 6, maxLength: 6 }),
        (parts) => {
          const typed = parts.map(([digit, after]) => `${digit}${after}`).join("");
          const code = parts.map(([digit]) => digit).join("");
          expect(normaliseCode(typed)).toEqual({ ok: true, code });
        },
      ),
    );
  });
});

describe("digits of every script", () => {
  it("count by their value", () => {
    const characters = Array.from({ length: 0x1fbff }, (_, point) => String.fromCodePoint(point + 1));
    const digits = characters.filter((character) => /\p{Nd}/u.test(character));
    const scripts = Array.from({ length: digits.length / 10 }, (_, script) =>
      digits.slice(script * 10, script * 10 + 10),
    );
    expect(scripts.length).toBeGreaterThan(60);
    for (const script of scripts) {
      expect(normaliseCode(script.slice(4).join(""))).toEqual({ ok: true, code: "456789" });
    }
  });
});

describe("what is no code", () => {
  it.each([
    ["nothing", ""],
    ["spaces", "      "],
    ["five digits", "12345"],
    ["seven digits", "1234567"],
    ["twelve digits", "123456123456"],
    ["two codes", "123456 or 654321"],
    ["the same code twice", "123456 123456"],
    ["a date", "2026-11-23"],
    ["a phone number", "+15005550006"],
    ["letters", "abcdef"],
    ["a sign", "-12345"],
    ["an exponent", "1e5000"],
    ["hexadecimal digits", "0x1E240"],
    ["one foreign digit beside six others", "123456٧"],
    ["a superscript beside six digits", "123456²"],
    ["a null character between the digits", "123\u0000456"],
    ["a lone surrogate", "\ud800"],
    ["SQL", "123456' OR '1'='1' -- 654321"],
    ["1,025 bytes", `${" ".repeat(1019)}123456`],
    ["over 1 KiB in fewer characters", `${"•".repeat(340)}123456`],
    ["two codes in two scripts", "123456 ١٢٣٤٥٧"],
    ["ten megabytes", "1".repeat(10_000_000)],
  ])("refuses %s", (_, input) => {
    expect(normaliseCode(input)).toEqual(format);
  });

  it.each([
    ["a number", 123456],
    ["a big integer", 123456n],
    ["an array", ["123456"]],
    ["an array of digits", ["1", "2", "3", "4", "5", "6"]],
    ["an object", { code: "123456" }],
    ["an object that turns into a code", { toString: () => "123456" }],
    ["a query operator", { $ne: null }],
    ["a String object", new String("123456")],
    ["bytes", new TextEncoder().encode("123456")],
    ["a file", new File(["123456"], "123456")],
    ["true", true],
    ["null", null],
    ["undefined", undefined],
    ["a function", () => "123456"],
    ["a symbol", Symbol("123456")],
  ])("refuses %s", (_, input) => {
    expect(normaliseCode(input)).toEqual(format);
  });

  it("takes 1 KiB, not one byte more", () => {
    expect(normaliseCode(`${" ".repeat(1018)}123456`)).toEqual({ ok: true, code: "123456" });
  });

  it("never throws and never yields anything but six ASCII digits", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.anything()), (input) => {
        const result = normaliseCode(input);
        expect(result.ok ? /^[0-9]{6}$/.test(result.code) : result.refusal.code === "format").toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
