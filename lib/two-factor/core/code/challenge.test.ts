import { describe, expect, it } from "vitest";
import { challengeStates, challengeTransitions, refusalOfState } from "@/lib/two-factor/core/code/challenge";

describe("a challenge", () => {
  it("can be answered while it is pending and in no other state", () => {
    expect(challengeStates.filter((state) => refusalOfState(state) === null)).toEqual(["pending"]);
  });

  it("leaves pending for any end, and no end for anything", () => {
    const { pending, ...ends } = challengeTransitions;
    expect([...pending].sort()).toEqual(Object.keys(ends).sort());
    expect(Object.values(ends).flat()).toEqual([]);
  });

  it.each([
    ["expired", "expired"],
    ["exhausted", "exhausted"],
    ["answered", "no-code"],
    ["superseded", "no-code"],
    ["revoked", "no-code"],
  ] as const)("that is %s refuses with %s", (state, code) => {
    expect(refusalOfState(state)).toEqual({ code });
  });
});
