import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterFailure, afterSuccess, type Circuit, closedCircuit, isOpenTo, whileTrying } from "./circuit";

const limits = { failures: 3, restMs: 30_000 };
const failedTimes = (count: number, now = 0): Circuit =>
  Array.from({ length: count }).reduce<Circuit>((circuit) => afterFailure(circuit, now, limits), closedCircuit);

describe("a provider's circuit", () => {
  it("lets messages through until the third failure in a row", () => {
    expect([0, 1, 2, 3, 4].map((failures) => isOpenTo(failedTimes(failures), 1))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("forgets failures at the first success", () => {
    expect(afterSuccess()).toEqual(closedCircuit);
    expect(isOpenTo(afterFailure(afterFailure(afterSuccess(), 0, limits), 0, limits), 1)).toBe(true);
  });

  it("lets one message try when it has rested, and no other until that one is back", () => {
    const resting = failedTimes(3);
    expect(isOpenTo(resting, 29_999)).toBe(false);
    expect(isOpenTo(resting, 30_000)).toBe(true);
    const tried = whileTrying(resting, 30_000, limits);
    expect(isOpenTo(tried, 30_001)).toBe(false);
    expect(isOpenTo(afterSuccess(), 30_002)).toBe(true);
    expect(isOpenTo(afterFailure(tried, 30_002, limits), 60_001)).toBe(false);
  });

  it("does not stay shut when the message that tried never comes back", () => {
    expect(isOpenTo(whileTrying(failedTimes(3), 30_000, limits), 60_000)).toBe(true);
  });

  it("never calls a dead provider more often than the rests allow", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 300 }), (pauses) => {
        let circuit = closedCircuit;
        let now = 0;
        let calls = 0;
        for (const pause of pauses) {
          now += pause;
          if (!isOpenTo(circuit, now)) continue;
          calls += 1;
          circuit = afterFailure(whileTrying(circuit, now, limits), now, limits);
        }
        expect(calls).toBeLessThanOrEqual(limits.failures + Math.floor(now / limits.restMs));
      }),
    );
  });
});
