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
  it("captures once, however often and from wherever it is asked", async () => {
    const providers = Array.from({ length: 20 }, () => createFakeProvider(folder));
    const answers = await Promise.all(providers.map((provider) => charge(provider, euro("ORDER-1", 4190))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ state: "captured", paymentId: "fake_ORDER-1" })]),
    );
    expect(readdirSync(folder)).toEqual(["ORDER-1.json"]);
  });

  // Attack: reuse the key of a small payment for a large one, or the other way round.
  // Defence: a key stands for one amount.
  it("refuses a key that stands for another amount", async () => {
    const provider = createFakeProvider(folder);
    await charge(provider, euro("ORDER-2", 4190));
    await expect(charge(provider, euro("ORDER-2", 100))).rejects.toThrow(RangeError);
    await expect(charge(provider, { ...euro("ORDER-2", 4190), currency: "USD" })).rejects.toThrow(RangeError);
  });

  it("declines what is too much, and stays with it", async () => {
    const provider = createFakeProvider(folder);
    const much = euro("ORDER-3", fakeLimits.declinedOverMinor + 1);
    expect(await charge(provider, much)).toEqual({ state: "declined" });
    expect(await charge(provider, much)).toEqual({ state: "declined" });
  });

  it("gives no answer to a large one at first, and tells the next time what became of it", async () => {
    const provider = createFakeProvider(folder);
    const large = euro("ORDER-4", fakeLimits.lostOverMinor + 1);
    expect(await charge(provider, large)).toEqual({ state: "unknown", because: "timeout" });
    expect(await charge(createFakeProvider(folder), large)).toMatchObject({ state: "captured" });
  });

  it("keeps no file under a key that is no order's id", async () => {
    const provider = createFakeProvider(folder);
    await expect(charge(provider, euro("../outside", 1))).rejects.toThrow(RangeError);
  });
});
