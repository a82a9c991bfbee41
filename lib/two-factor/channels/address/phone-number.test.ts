import { describe, expect, it } from "vitest";
import { callingCodeOf, readablePhoneNumber, readPhoneNumber } from "./phone-number";

describe("a number is read", () => {
  it.each([
    ["as people write it at home", "0151 12345678", "DE", "+4915112345678"],
    ["with brackets and hyphens", "(500) 555-0006", "US", "+15005550006"],
    ["with a country code, whatever country was chosen", "+44 7400 123456", "DE", "+447400123456"],
    ["with the code that leads out of the country", "0049 151 12345678", "AT", "+4915112345678"],
    ["as a phone copies it", "\u202a+49 176 12345678\u202c", "DE", "+4917612345678"],
    ["without its plus sign", "4917612345678", "DE", "+4917612345678"],
    ["without its plus sign, in groups", "49 176 1234-5678", "DE", "+4917612345678"],
    ["with the zero that only the country itself needs", "+49 (0)176 12345678", "DE", "+4917612345678"],
    ["of Jersey under the United Kingdom", "07797 712345", "GB", "+447797712345"],
    ["with no-break spaces and no-break hyphens", "0176\u00a0123\u20114\u2011567\u20118", "DE", "+4917612345678"],
    ["with dots", "0176.1234.5678", "DE", "+4917612345678"],
    ["with a slash", "0176/12345678", "DE", "+4917612345678"],
    ["in full-width figures", "０１５１１２３４５６７８", "DE", "+4915112345678"],
  ])("%s", (_name, typed, country, number) => expect(readPhoneNumber(typed, country)).toBe(number));
});

// Attack: a text that one program takes for this number and another for that one (ASVS 1.3.11).
describe("what is not exactly one number is none", () => {
  it.each([
    ["too short", "0151 12", "DE"],
    ["of a range that does not exist", "+1 555 555 5555", "US"],
    ["with a word before it", "call +4915112345678", "DE"],
    ["with an extension", "+4915112345678 ext. 3", "DE"],
    ["two of them", "+4915112345678,+4915112345679", "DE"],
    ["an e-mail address", "alice@example.com", "DE"],
    ["with a line break and a header", "+4915112345678\r\nTo: +4915112345679", "DE"],
    ["for no country", "0151 12345678", "XX"],
    ["for a name of every object", "0151 12345678", "constructor"],
    ["endless", `+49151${"1".repeat(10_000)}`, "DE"],
    ["empty", "", "DE"],
  ])("%s", (_name, typed, country) => expect(readPhoneNumber(typed, country)).toBeNull());
});

describe("a country's calling code", () => {
  it("is known where there is such a country", () => {
    expect([callingCodeOf("DE"), callingCodeOf("US"), callingCodeOf("XX")]).toEqual(["49", "1", null]);
  });
});

describe("a number that is shown", () => {
  it.each([
    ["+15005550006", "+1 500 555 0006"],
    ["+4915112345678", "+49 1511 234 5678"],
    ["+43660123456", "+43 660 123 456"],
    ["+447400123456", "+44 7400 123 456"],
    ["+41791234567", "+41 79 123 45 67"],
  ])("%s is read as %s", (number, shown) => {
    expect(readablePhoneNumber(number)).toBe(shown);
    expect(shown).not.toMatch(/\d{5}/);
  });
});
