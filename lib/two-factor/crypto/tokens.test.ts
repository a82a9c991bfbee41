// Attack: codes or tokens that come up more often than others, or follow from earlier ones, are guessed first.
// Digits are uniform at every position, leading zeros included; tokens carry 256 bits and are stored as hashes.
import { describe, expect, it } from "vitest";
import { hashToken, random, referenceLetters } from "@/lib/two-factor/crypto/tokens";

/** Chi-squared of observed counts against equal expected ones. */
function chiSquared(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

describe("digits", () => {
  const samples = Array.from({ length: 1_000_000 }, () => random.digits(6));

  it("are six ASCII digits in a million of a million codes", () => {
    expect(samples.every((code) => /^[0-9]{6}$/.test(code))).toBe(true);
  });

  it.each([0, 1, 2, 3, 4, 5])("are uniform at position %i", (position) => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (const code of samples) counts[Number(code[position])] = (counts[Number(code[position])] ?? 0) + 1;
    // 9 degrees of freedom: an honest source exceeds 45 in one of a million runs.
    expect(chiSquared(counts)).toBeLessThan(45);
  });

  it("do not depend on the code before", () => {
    const pairs = Array.from({ length: 100 }, () => 0);
    samples.slice(1).forEach((code, index) => {
      const pair = Number(`${samples[index]?.at(-1)}${code.at(0)}`);
      pairs[pair] = (pairs[pair] ?? 0) + 1;
    });
    // 99 degrees of freedom: an honest source exceeds 180 in one of a million runs.
    expect(chiSquared(pairs)).toBeLessThan(180);
  });

  it("reach over the whole million", () => {
    const distinct = new Set(samples).size;
    // Of a million draws from a million values 1 - 1/e are expected to come up.
    expect(Math.abs(distinct - 632_121)).toBeLessThan(2_500);
  });
});

describe("a reference", () => {
  it("is three letters without vowels or look-alikes", () => {
    expect(referenceLetters).not.toMatch(/[AEIOUYGKQSZ0-9]/);
    expect(new Set(referenceLetters).size).toBe(referenceLetters.length);
    const samples = Array.from({ length: 10_000 }, () => random.reference());
    expect(samples.every((reference) => new RegExp(`^[${referenceLetters}]{3}$`).test(reference))).toBe(true);
    expect(new Set(samples.join("")).size).toBe(referenceLetters.length);
  });
});

describe("a token", () => {
  it("is 256 bits in base64url and never the same twice", () => {
    const tokens = Array.from({ length: 10_000 }, () => random.token());
    expect(tokens.every((token) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it("is stored as a hash that does not hold it", () => {
    const token = random.token();
    expect(hashToken(token)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(hashToken(token)).not.toBe(token);
    expect(hashToken("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });

  it("an id is never the same twice", () => {
    expect(new Set(Array.from({ length: 10_000 }, () => random.id())).size).toBe(10_000);
  });
});
