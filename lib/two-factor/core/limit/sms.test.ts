import { describe, expect, it } from "vitest";
import { isCertainlyUnsent, numberPrefix } from "@/lib/two-factor/core/limit/sms";

describe("a block of numbers", () => {
  it("holds what differs in the last three digits alone", () => {
    expect(numberPrefix("+4915112345678")).toBe("+4915112345");
    expect(new Set(Array.from({ length: 50 }, (_, n) => numberPrefix(`+49151123450${10 + n}`))).size).toBe(1);
    expect(numberPrefix("+4915112345999")).not.toBe(numberPrefix("+4915112346000"));
  });
});

describe("an SMS that failed", () => {
  it.each(["rejected", "invalid-number", "country-not-allowed", "rate-limited", "resting"])(
    "with %s certainly did not leave",
    (failure) => expect(isCertainlyUnsent({ failure, claim: 1 })).toBe(true),
  );

  it.each(["timeout", "provider-error", "unreachable", "invalid-response", "interrupted", "fault", "anything else"])(
    "with %s may have left",
    (failure) => expect(isCertainlyUnsent({ failure, claim: 1 })).toBe(false),
  );

  it("because it was too late did not leave, unless somebody had it before", () => {
    expect(isCertainlyUnsent({ failure: "too-late", claim: 1 })).toBe(true);
    expect(isCertainlyUnsent({ failure: "too-late", claim: 2 })).toBe(false);
  });
});
