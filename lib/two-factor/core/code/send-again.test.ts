import { describe, expect, it } from "vitest";
import { refusalToSend } from "@/lib/two-factor/core/code/send-again";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";

const ready = { codesDisabled: false, lockedForSeconds: 0, sendAgainInSeconds: 0 };
const refusal = (account: Partial<typeof ready>) => refusalToSend({ ...ready, ...account }, defaultLimits.sending);

describe("sending a code", () => {
  it("is allowed when nothing stands against it", () => {
    expect(refusal({})).toBeNull();
  });

  it("waits for the cool-down", () => {
    expect(refusal({ sendAgainInSeconds: 1 })).toEqual({ code: "cool-down", retryAfterSeconds: 1 });
    expect(refusal({ sendAgainInSeconds: 60 })).toEqual({ code: "cool-down", retryAfterSeconds: 60 });
  });

  it("calls a wait longer than the cool-down what it is: a cap", () => {
    expect(refusal({ sendAgainInSeconds: 61 })).toEqual({ code: "send-limit", retryAfterSeconds: 61 });
  });

  it("sends nothing that could not be answered", () => {
    expect(refusal({ lockedForSeconds: 10, sendAgainInSeconds: 5 })).toEqual({ code: "locked", retryAfterSeconds: 10 });
    expect(refusal({ codesDisabled: true })).toEqual({ code: "codes-disabled" });
  });
});
