import { createFormatter, createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { type Locale, locales } from "@/lib/host/language/locale";
import { refusalWords } from "@/lib/host/language/refusal-text";
import { type Refusal, type RefusalCode, refusalTextKeys, twoFactorMessages } from "@/lib/two-factor/client";

const sentAt = new Date("2026-11-23T14:05:00Z");

const refusals = {
  format: { code: "format" },
  wrong: { code: "wrong", attemptsLeft: 4 },
  "older-code": { code: "older-code", answeredReference: "ABC", sentReference: "XYZ", sentAt, attemptsLeft: 1 },
  expired: { code: "expired" },
  exhausted: { code: "exhausted" },
  "no-code": { code: "no-code" },
  locked: { code: "locked", retryAfterSeconds: 86_400 },
  "codes-disabled": { code: "codes-disabled" },
  "cool-down": { code: "cool-down", retryAfterSeconds: 42 },
  "send-limit": { code: "send-limit", retryAfterSeconds: 3_000 },
  "sms-limit": { code: "sms-limit", limit: "prefix", retryAfterSeconds: 3_000, otherChannel: null },
  "slow-down": { code: "slow-down", retryAfterSeconds: 1 },
  "not-pending": { code: "not-pending" },
  "no-authenticator": { code: "no-authenticator" },
  "no-other-channel": { code: "no-other-channel" },
  "signed-out": { code: "signed-out" },
  "invalid-input": { code: "invalid-input" },
  "not-possible": { code: "not-possible", reason: "sold-out" },
  denied: { code: "denied", reasons: ["amount"] },
  "no-approval": { code: "no-approval" },
  "approval-over": { code: "approval-over", state: "executed" },
  changed: { code: "changed", changes: [] },
} satisfies Record<RefusalCode, Refusal>;

function words(refusal: Refusal, locale: Locale = "en"): string {
  const formats = {
    dateTime: { time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } },
  } as const;
  const t = createTranslator({ locale, messages: { twoFactor: twoFactorMessages[locale] }, namespace: "twoFactor" });
  return refusalWords(refusal, t, createFormatter({ locale, timeZone: "UTC", formats }));
}

describe.each(locales)("refusals in %s", (locale) => {
  it.each(Object.values(refusals))("has a whole sentence for $code", (refusal) => {
    const text = words(refusal, locale);
    expect(text).toMatch(/^[A-ZÄÖÜ].{20,}\.$/);
    expect(text).not.toMatch(/[{}]|refusal\.|undefined|NaN/);
  });

  it("has a different sentence for each refusal", () => {
    const texts = Object.values(refusals).map((refusal) => words(refusal, locale));
    expect(new Set(texts).size).toBe(Object.keys(refusalTextKeys).length);
  });
});

describe("the details of a refusal", () => {
  it.each(locales)("names in %s the limit that stops SMS, and another channel only if the person has one", (locale) => {
    const stopped = { code: "sms-limit", retryAfterSeconds: 60 } as const;
    const limits = ["prefix", "country", "day"] as const;
    const alone = limits.map((limit) => words({ ...stopped, limit, otherChannel: null }, locale));
    const other = limits.map((limit) => words({ ...stopped, limit, otherChannel: "email" }, locale));
    expect(new Set([...alone, ...other]).size).toBe(6);
    expect(alone.filter((text) => /e-?mail/i.test(text))).toEqual([]);
    expect(other.filter((text) => /e-?mail/i.test(text))).toHaveLength(3);
    // The page knows whether another channel exists, so the sentence has no "if".
    expect(other.filter((text) => /\b(if|wenn)\b/i.test(text))).toEqual([]);
  });

  it("counts the attempts that are left", () => {
    expect(words({ code: "wrong", attemptsLeft: 4 })).toContain("4\u00a0attempts\u00a0left");
    expect(words({ code: "wrong", attemptsLeft: 1 })).toContain("1\u00a0attempt\u00a0left");
  });

  it("names both references of an older code, and when the newer one was sent", () => {
    const text = words(refusals["older-code"]);
    expect(text).toContain("ABC");
    expect(text).toContain("XYZ");
    expect(text).toContain("14:05 UTC");
  });

  it.each([
    [0, "in 1 second"],
    [42, "in 42 seconds"],
    [90, "in 90 seconds"],
    [91, "in 2 minutes"],
    [121, "in 3 minutes"],
    [5_400, "in 90 minutes"],
    [5_401, "in 2 hours"],
    [82_801, "in 24 hours"],
  ])("rounds a wait of %i s up: %s", (retryAfterSeconds, when) => {
    expect(words({ code: "locked", retryAfterSeconds })).toContain(when);
  });
});
