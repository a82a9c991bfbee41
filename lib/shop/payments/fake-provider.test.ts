import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider, fakeLimits } from "./fake-provider";
import { charge } from "./provider";

let folder: string;
const euro = (key: string, amountMinor: number) => ({ key, amountMinor, currency: "EUR" });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "countersign-payments-"));
});

describe("the fake payment provider", () => {
  it("captures once, also when several processes ask many times", async () => {
    const providers = Array.from({ length: 20 }, () => createFakeProvider(folder));
    const answers = await Promise.all(providers.map((provider) => charge(provider, euro("ORDER-1", 4190))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ state: "captured", paymentId: "fake_ORDER-1" })]),
    );
    expect(readdirSync(folder)).toEqual(["ORDER-1.json"]);
  });

  // Attack: use the key of a small payment again for a large one, or the reverse.
  // Defence: a key stands for one amount.
  it("refuses a key that stands for another amount", async () => {
    const provider = createFakeProvider(folder);
    await charge(provider, euro("ORDER-2", 4190));
    await expect(charge(provider, euro("ORDER-2", 100))).rejects.toThrow(RangeError);
    await expect(charge(provider, { ...euro("ORDER-2", 4190), currency: "USD" })).rejects.toThrow(RangeError);
  });

  it("declines a sum above the limit, and repeats that answer", async () => {
    const provider = createFakeProvider(folder);
    const much = euro("ORDER-3", fakeLimits.declinedOverMinor + 1);
    expect(await charge(provider, much)).toEqual({ state: "declined" });
    expect(await charge(provider, much)).toEqual({ state: "declined" });
  });

  it("does not answer a large payment at first, and gives its result the next time", async () => {
    const provider = createFakeProvider(folder);
    const large = euro("ORDER-4", fakeLimits.lostOverMinor + 1);
    expect(await charge(provider, large)).toEqual({ state: "unknown", because: "timeout" });
    expect(await charge(createFakeProvider(folder), large)).toMatchObject({ state: "captured" });
  });

  it("writes no file for a key that is not an order's id", async () => {
    const provider = createFakeProvider(folder);
    await expect(charge(provider, euro("../outside", 1))).rejects.toThrow(RangeError);
  });
});
