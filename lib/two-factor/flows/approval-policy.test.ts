import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { lowValueExemption } from "@/lib/two-factor/core/policy";
import { openTestApproval } from "@/lib/two-factor/flows/test-approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.rules.length = 0;
  bench.settled.length = 0;
});

const refusedAs = (code: string, more = {}) => ({ ok: false, refusal: { code, ...more } });

describe("policy", () => {
  it("denies without a code, and the trail says why", async () => {
    bench.rules.push({ action: "buy", when: { amountMinor: { over: 1000 } }, demand: "deny", because: "amount" });
    const shopper = await bench.shopper();
    expect(await shopper.propose()).toEqual(refusedAs("denied", { reasons: ["amount"] }));
    expect(await shopper.events()).toContain("approval_deny");
  });

  it("is asked again when the code arrives", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    bench.rules.push({ action: "buy", when: { amountMinor: { over: 1000 } }, demand: "deny", because: "amount" });
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("denied", { reasons: ["amount"] }));
    expect(await shopper.view(id)).toMatchObject({ state: "void", voidReason: "denied" });
    expect(await shopper.purchases()).toEqual([]);
  });

  it("tells its reasons", async () => {
    bench.rules.push({ action: "*", when: { browserKnownDays: { under: 1 } }, demand: "code", because: "new-browser" });
    const shopper = await bench.shopper();
    expect(await shopper.view(await shopper.mustPropose())).toMatchObject({ reasons: ["new-browser"] });
  });

  it("may let small things pass without a code, five a day and not one more, also at once", async () => {
    const { when, ...rule } = lowValueExemption("buy");
    const { amountMinor, approvalsWithoutCodeToday } = when;
    bench.rules.push({ ...rule, when: { amountMinor, approvalsWithoutCodeToday } });
    const shopper = await bench.shopper();
    await shopper.fill("Pencil", 90);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => shopper.propose()));
    expect(outcomes.filter((each) => each.ok && each.state === "executed")).toHaveLength(5);
    expect(await shopper.purchases()).toHaveLength(5);
    expect(bench.settled).toHaveLength(5);
    const [receipt] = await shopper.receipts();
    expect(receipt).toMatchObject({ channel: null, reference: null, reasons: ["low-value"] });
  });
});
