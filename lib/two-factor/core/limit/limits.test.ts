import { describe, expect, it } from "vitest";
import { ceilings, defaultLimits, faultsOfLimits, type Limits } from "@/lib/two-factor/core/limit/limits";

const minutesOfCode = (lifetimeMinutes: number): Limits => ({
  ...defaultLimits,
  code: { ...defaultLimits.code, lifetimeMinutes },
});

describe("limits", () => {
  it("are in order by default", () => {
    expect(faultsOfLimits(defaultLimits)).toEqual([]);
  });

  it.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])("of %s are refused by name", (value) => {
    expect(faultsOfLimits(minutesOfCode(value))).toEqual([
      "limits.code.lifetimeMinutes: must be a positive whole number",
    ]);
  });

  it("may be stricter, or looser as far as the standards go", () => {
    expect(faultsOfLimits(minutesOfCode(1))).toEqual([]);
    expect(faultsOfLimits(minutesOfCode(10))).toEqual([]);
    expect(faultsOfLimits(minutesOfCode(11))).toEqual(["limits.code.lifetimeMinutes: must be at most 10"]);
  });

  it("keep a guesser who holds the password under one per cent a year, even at the ceiling", () => {
    const guesses = ceilings["budget.wrongAnswersPerDay"] * 365;
    expect(1 - (1 - 1e-6) ** guesses).toBeLessThan(0.01);
  });

  it("leave room for at least one SMS a day, and ask for no more than all answers", () => {
    const sms = { ...defaultLimits.sms, costPerSms: 9, costPerDay: 8, answeredPercent: 101 };
    expect(faultsOfLimits({ ...defaultLimits, sms })).toEqual([
      "limits.sms.costPerSms: must be at most costPerDay",
      "limits.sms.answeredPercent: must be at most 100",
    ]);
  });

  it("do not change how many digits a code has", () => {
    const limits = { ...defaultLimits, code: { ...defaultLimits.code, digits: 4 } };
    expect(faultsOfLimits(limits)).toEqual(["limits.code.digits: must be 6"]);
  });
});
