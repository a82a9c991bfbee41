// Attack: act in somebody's name, and have no message tell them of it; or frighten them with one of what never happened.
// A notice is written by the transaction that makes it true, sealed, and goes to the addresses of before.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openMessage } from "@/lib/two-factor/flows/message/sealed-message";
import { nothing, openTestApproval, type Shopper } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterEach(() => {
  bench.rules.length = 0;
  Object.assign(bench.hooks, { notices: () => [], beforeRun: nothing, afterRun: nothing });
});
afterAll(() => bench.close());

/** What waits to be told to this person, opened. */
async function waiting({ accountId }: Pick<Shopper, "accountId">) {
  const rows = await bench.database.twoFactorDelivery.findMany({ where: { accountId, challengeId: null } });
  return rows.map((row) => {
    const taken = { ...row, challengeId: null, channel: "email" as const, claim: 1, isRepeat: false, isWanted: true };
    return { channel: row.channel, ...openMessage(bench.ports, { ...taken, sealed: row.sealed ?? "" }).message };
  });
}

const done = { about: "action-done", title: "Your order", happened: "It was placed." } as const;
const noticeOfPurchase: typeof bench.hooks.notices = ({ lines }) => [{ ...done, lines }];
const noticeOfChange: typeof bench.hooks.notices = () => [{ about: "security-change", change: "password-changed" }];

describe("what an action tells", () => {
  it("is the lines that were approved, with the receipt, to the person's e-mail", async () => {
    bench.hooks.notices = noticeOfPurchase;
    const shopper = await bench.shopper({ factors: ["email", "sms"] });
    const id = await shopper.mustPropose();
    const lines = shopper.messages.at(-1)?.approval?.lines;
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    const notice = { ...done, approvalId: id };
    const origin = expect.objectContaining({ ip: shopper.context.ip });
    const to = shopper.messages.at(-1)?.to;
    expect(await waiting(shopper)).toEqual([expect.objectContaining({ channel: "email", notice, to, lines, origin })]);
  });

  it("is sealed: the database alone does not say what it is, or to whom", async () => {
    bench.hooks.notices = noticeOfPurchase;
    const shopper = await bench.shopper();
    await shopper.answer(await shopper.mustPropose(), shopper.code());
    const [row] = await bench.database.twoFactorDelivery.findMany({
      where: { accountId: shopper.accountId, challengeId: null },
    });
    expect(row?.sealed).toBeTruthy();
    expect(JSON.stringify(row)).not.toMatch(/Lamp|49\.90|example\.com/);
  });

  it("goes to every address where it is a security change, and to further ones", async () => {
    const new_ = { channel: "email" as const, address: "new@example.com" };
    bench.hooks.notices = (done) => noticeOfChange(done).map((notice) => ({ ...notice, also: [new_, new_] }));
    const shopper = await bench.shopper({ factors: ["email", "sms"] });
    await shopper.answer(await shopper.mustPropose(), shopper.code());
    const told = (await waiting(shopper)).map(({ channel, to }) => `${channel} ${to}`);
    expect(told).toHaveLength(3);
    expect(told).toContain("email new@example.com");
    expect(new Set(told.map((each) => each.split(" ")[0]))).toEqual(new Set(["email", "sms"]));
  });

  it("is in the language of the lines", async () => {
    bench.hooks.notices = noticeOfPurchase;
    const shopper = await bench.shopper();
    shopper.context.locale = "de";
    const id = await shopper.mustPropose();
    shopper.context.locale = "en";
    await shopper.answer(id, shopper.code());
    expect(await waiting(shopper)).toMatchObject([{ locale: "de", lines: [{ label: "Ware" }, { label: "Summe" }] }]);
  });

  it("knows what ran and what came of it", async () => {
    const seen: unknown[] = [];
    bench.hooks.notices = (done) => {
      seen.push(done);
      return [];
    };
    const shopper = await bench.shopper();
    await shopper.answer(await shopper.mustPropose({ note: "for two" }), shopper.code());
    const binds = { item: "Lamp", total: 4990 };
    const output = { purchaseId: expect.any(Number) };
    const lines = expect.arrayContaining([expect.objectContaining({ id: "total", value: "49.90" })]);
    expect(seen).toEqual([{ input: { note: "for two" }, binds, lines, locale: "en", output }]);
  });

  it("is told without a code too, where policy asked for none", async () => {
    bench.hooks.notices = noticeOfPurchase;
    bench.rules.push({ when: {}, demand: "none", because: "low-value" });
    const shopper = await bench.shopper();
    const proposed = await shopper.propose();
    const approvalId = proposed.ok ? proposed.approvalId : "";
    expect(proposed).toMatchObject({ state: "executed" });
    expect(await waiting(shopper)).toMatchObject([{ notice: { ...done, approvalId } }]);
  });
});

describe("nothing is told", () => {
  it("of what was only proposed, declined, or answered wrong", async () => {
    bench.hooks.notices = noticeOfPurchase;
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await shopper.answer(id, shopper.wrongCode());
    await shopper.decline(id);
    expect(await waiting(shopper)).toEqual([]);
  });

  it("of what changed before it could run", async () => {
    bench.hooks.notices = noticeOfPurchase;
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await shopper.fill("Lamp", 8990);
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: false, refusal: { code: "changed" } });
    expect(await waiting(shopper)).toEqual([]);
  });

  it("where running it, or saying what to tell, throws: then nothing has run", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    bench.hooks.notices = () => {
      throw new Error("no words");
    };
    await expect(shopper.answer(id, shopper.code())).rejects.toThrow("no words");
    bench.hooks.notices = noticeOfPurchase;
    bench.hooks.afterRun = async () => {
      throw new Error("no stock");
    };
    await expect(shopper.answer(id, shopper.code())).rejects.toThrow("no stock");
    expect([await waiting(shopper), await shopper.purchases()]).toEqual([[], []]);
    bench.hooks.afterRun = nothing;
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(await waiting(shopper)).toHaveLength(1);
  });
});
