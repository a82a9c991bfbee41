import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney } from "./money";

describe("money", () => {
  it("is written in English with the sign in front", () => {
    expect(formatMoney(123_450, "EUR", "en")).toBe("€1,234.50");
  });

  it("is written in German with a comma and the sign behind", () => {
    expect(formatMoney(123_450, "EUR", "de")).toBe("1.234,50\u00a0€");
  });

  it("knows currencies without and with three decimals", () => {
    expect(formatMoney(1800, "JPY", "en")).toBe("¥1,800");
    expect(formatMoney(1800, "KWD", "en")).toBe("KWD\u00a01.800");
  });

  it("keeps every cent of any amount", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000_000, max: 100_000_000_000 }), (minor) => {
        const shown = formatMoney(minor, "EUR", "en");
        const sign = shown.startsWith("-") ? -1 : 1;
        expect(sign * Number(shown.replace(/\D/g, ""))).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });

  it("refuses a fraction of a cent and a number that is not exact", () => {
    for (const amount of [18.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => formatMoney(amount, "EUR", "en")).toThrow(RangeError);
  });
});
