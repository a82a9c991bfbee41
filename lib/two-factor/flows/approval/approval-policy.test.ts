import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PolicyRule } from "@/lib/two-factor/core/approval/policy";
import { nothing, openTestApproval } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.rules.length = 0;
  bench.hooks.beforeLocking = nothing;
  bench.settled.length = 0;
});

const small: PolicyRule = {
  when: { amountMinor: { atMost: 3000 }, approvalsWithoutCodeToday: { under: 5 } },
  demand: "none",
  because: "low-value",
};
const refusedAs = (code: string, more = {}) => ({ ok: false, refusal: { code, ...more } });

describe("policy", () => {
  it("denies without a code, and the trail says why", async () => {
    bench.rules.push({ when: { amountMinor: { over: 1000 } }, demand: "deny", because: "amount" });
    const shopper = await bench.shopper();
    expect(await shopper.propose()).toEqual(refusedAs("denied", { reasons: ["amount"] }));
    expect(await shopper.events()).toContain("approval_deny");
    // Not each time: the trail is never swept.
    await shopper.propose();
    expect((await shopper.events()).filter((event) => event === "approval_deny")).toHaveLength(1);
  });

  it("is asked again when the code arrives", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    bench.rules.push({ when: { amountMinor: { over: 1000 } }, demand: "deny", because: "amount" });
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("denied", { reasons: ["amount"] }));
    expect(await shopper.view(id)).toMatchObject({ state: "void", voidReason: "denied" });
    expect(await shopper.purchases()).toEqual([]);
  });

  it("tells its reasons", async () => {
    bench.rules.push({ when: { browserKnownDays: { under: 1 } }, demand: "code", because: "new-browser" });
    const shopper = await bench.shopper();
    bench.rules.push({ when: {}, demand: "code", because: "dear" });
    const shopperView = await shopper.view(await shopper.mustPropose());
    // Its own the action explains; the add-on's page has words for the other.
    expect(shopperView).toMatchObject({ reasons: ["new-browser", "dear"], reasonTexts: { dear: "lamps are dear" } });
  });

  it("may let small things pass without a code, five a day and not one more, also at once", async () => {
    bench.rules.push(small);
    const shopper = await bench.shopper();
    await shopper.fill("Pencil", 90);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => shopper.propose()));
    expect(outcomes.filter((each) => each.ok && each.state === "executed")).toHaveLength(5);
    expect(await shopper.purchases()).toHaveLength(5);
    expect(bench.settled).toHaveLength(5);
    const [receipt] = await shopper.receipts();
    expect(receipt).toMatchObject({ channel: null, reference: null, reasons: ["low-value"] });
  });

  it("counts what passed without a code in 24 hours, and nothing that was approved with one", async () => {
    bench.rules.push(small);
    const shopper = await bench.shopper();
    const dear = await shopper.mustPropose();
    expect(await shopper.answer(dear, shopper.code())).toMatchObject({ ok: true });
    await shopper.fill("Pencil", 90);
    const press = () => shopper.propose();
    const outcomes = [await press(), await press(), await press(), await press(), await press()];
    expect(outcomes.map((each) => each.ok && each.state)).toEqual(Array(5).fill("executed"));
    await bench.elapse(50 * 60);
    expect(await press()).toMatchObject({ state: "proposed" });
  });

  it("knows a browser by itself, not by what others of the same account are", async () => {
    bench.rules.push({ when: { browserKnownDays: { under: 1 } }, demand: "code", because: "new-browser" });
    const shopper = await bench.shopper();
    const { accountId } = shopper;
    await bench.database.$executeRaw`
      UPDATE two_factor_session SET created_at = now() - interval '3 days' WHERE account_id = ${accountId}`;
    const elsewhere = await bench.elsewhere(shopper);
    expect(await shopper.view(await shopper.mustPropose())).toMatchObject({ reasons: ["always"] });
    expect(await elsewhere.view(await elsewhere.mustPropose())).toMatchObject({ reasons: ["new-browser"] });
  });

  // Attack: let something small pass without a code, and make it dear, or sign out, between looking and running.
  // Defence: it is described and decided on again under the locks; what does not hold there asks for a code.
  it("lets nothing pass that is different under the locks", async () => {
    bench.rules.push({ when: {}, demand: "none", because: "low-value" });
    const shopper = await bench.shopper();
    bench.hooks.beforeLocking = async (accountId, tx) => {
      await tx.$queryRaw`UPDATE test_cart SET total = 8990 WHERE account_id = ${accountId}`;
    };
    expect(await shopper.propose()).toMatchObject({ ok: true, state: "proposed" });
    expect(await shopper.purchases()).toEqual([]);
  });

  it("lets nothing pass when the session ends meanwhile", async () => {
    bench.rules.push({ when: {}, demand: "none", because: "low-value" });
    const shopper = await bench.shopper();
    bench.hooks.beforeLocking = async (accountId, tx) => {
      await tx.$queryRaw`
        UPDATE two_factor_session SET revoked_at = now(), revoked_as = 'revoked' WHERE account_id = ${accountId}`;
    };
    expect(await shopper.propose()).not.toMatchObject({ state: "executed" });
    expect(await shopper.purchases()).toEqual([]);
  });
});
