import { describe, expect, it } from "vitest";
import { createCountersign } from "@/lib/two-factor/countersign";
import { TwoFactorFault } from "@/lib/two-factor/fault";

describe("the one call", () => {
  // A build loads every page: no secret and no database is there then.
  it("reads no configuration before the first use, and makes actions and routes without one", () => {
    const countersign = createCountersign(() => {
      throw new Error("There is no environment in a build");
    });
    countersign.approvalForm();
    countersign.signInForm(async () => undefined);
    countersign.signOutRoute(async () => undefined);
    countersign.nextAuth({ providers: [] });
    expect(() => countersign.limits()).toThrow("There is no environment in a build");
  });

  it("reads it once", async () => {
    let read = 0;
    const countersign = createCountersign(() => {
      read += 1;
      return wrong;
    });
    expect(() => countersign.limits()).toThrow(TwoFactorFault);
    expect(() => countersign.factors()).toThrow(TwoFactorFault);
    expect(read).toBe(1);
  });

  it("stops the start of a process with a line for each fault", async () => {
    const countersign = createCountersign(() => wrong);
    const gate = countersign.nextAuth({ providers: [] });
    await expect(countersign.start(gate)).rejects.toThrow(
      "origin: must be an origin, such as https://shop.example\nsecret: must be at least 32 bytes",
    );
  });
});

const wrong = {
  origin: "here",
  secret: "short",
  keys: [],
  channels: {},
} as unknown as ReturnType<Parameters<typeof createCountersign>[0]>;
