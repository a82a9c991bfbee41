import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openTestApproval } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());

const refusedAs = (code: string, more = {}) => ({ ok: false, refusal: { code, ...more } });

// Attack: show one price, charge another. The cart is changed between the message and the code, in another tab or by
// another person; or the row that holds the shown lines is changed in the database.
describe("what changed since it was shown", () => {
  it("voids the approval, runs nothing and says what is different", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await shopper.fill("Lamp", 8990);
    const changes = [{ id: "total", label: "Total", was: "49.90", now: "89.90" }];
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("changed", { changes }));
    expect(await shopper.view(id)).toMatchObject({ state: "void", voidReason: "changed", changes });
    expect(await shopper.purchases()).toEqual([]);
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 0 });
    expect(await shopper.events()).toContain("approval_void");
    await shopper.fill("Lamp", 4990);
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("approval-over", { state: "void" }));
  });

  it("may be proposed again at once, with a code of its own: the right answer ended the wait", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await shopper.fill("Lamp", 8990);
    await shopper.answer(id, shopper.code());
    const again = await shopper.proposeAgain(id);
    expect(again).toMatchObject({ ok: true, code: "sent" });
    expect(
      await shopper.answer(again.ok && again.state === "proposed" ? again.approvalId : "", shopper.code()),
    ).toMatchObject({
      ok: true,
    });
    expect(await shopper.purchases()).toEqual([{ item: "Lamp", total: 8990, note: "" }]);
  });

  it("voids it too when it cannot be done any more", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await shopper.empty();
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("not-possible", { reason: "empty-cart" }));
    expect(await shopper.view(id)).toMatchObject({
      ...{ state: "void", voidReason: "not-possible", refusal: "empty-cart" },
      ...{ explanation: "The cart is empty.", startsAt: "/cart" },
    });
  });

  it("is not what language the page has meanwhile", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    shopper.context.locale = "de";
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  it("cannot be hidden by rewriting the row: the database refuses, and no code would fit", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    const rewrite = { lines: [{ id: "item", label: "Item", value: "Yacht" }] };
    await expect(bench.database.twoFactorApproval.update({ where: { id }, data: rewrite })).rejects.toThrow();
    await bench.database.$executeRawUnsafe(`DO $$ BEGIN
      SET LOCAL session_replication_role = replica;
      UPDATE two_factor_approval SET lines = '[{"id":"item","label":"Item","value":"Yacht"}]' WHERE id = '${id}';
    END $$`);
    expect(await shopper.answer(id, shopper.code())).toMatchObject(refusedAs("wrong"));
    expect(bench.log.map(({ event }) => event)).toContain("approval_rewritten");
    expect(await shopper.purchases()).toEqual([]);
  });
});

// Attack: get something approved with a proof that was given for something else.
describe("nothing carries over", () => {
  it("a code of another approval, session, browser or account is refused and counted", async () => {
    const shopper = await bench.shopper();
    const other = await bench.elsewhere(shopper);
    const stranger = await bench.shopper();
    const mine = await shopper.mustPropose();
    await shopper.forgetSends();
    await other.mustPropose();
    await stranger.mustPropose();
    for (const code of [other.code(), stranger.code(), shopper.wrongCode()]) {
      expect(await shopper.answer(mine, code)).toMatchObject(refusedAs("wrong"));
    }
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 3 });
    expect(await shopper.purchases()).toEqual([]);
  });

  it("a sign-in code approves nothing", async () => {
    const shopper = await bench.shopper();
    const browser = bench.browser(shopper.accountId);
    await browser.begin();
    await shopper.forgetSends();
    const id = await shopper.mustPropose();
    expect(await shopper.answer(id, browser.code())).toMatchObject(refusedAs("wrong"));
  });

  it("an approval is there for its own session and browser only, to see, answer, decline, resend or repeat", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    const elsewhere = await bench.elsewhere(shopper);
    const cookieOnly = await bench.elsewhere(shopper);
    cookieOnly.context.browserHash = shopper.context.browserHash;
    for (const intruder of [elsewhere, cookieOnly, await bench.thief(shopper), await bench.shopper()]) {
      for (const deed of [
        () => intruder.view(id),
        () => intruder.answer(id, shopper.code()),
        () => intruder.decline(id),
        () => intruder.resend(id),
        () => intruder.proposeAgain(id),
      ]) {
        expect(await deed()).toEqual(refusedAs("no-approval"));
      }
      expect(await intruder.events()).toContain("authz_fail");
    }
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  // Attack: make the server call its database broken, by an id that the database cannot even compare.
  // Defence: what cannot be an approval's id is like one that does not exist.
  it("an id that nobody could have been given is refused like any other", async () => {
    const shopper = await bench.shopper();
    for (const id of ["\u0000", "\ud800", "' OR true --", "x".repeat(100), ""]) {
      for (const deed of [shopper.view, shopper.decline, shopper.resend, shopper.proposeAgain]) {
        expect(await deed(id)).toEqual(refusedAs("no-approval"));
      }
      expect(await shopper.answer(id, "123456")).toEqual(refusedAs("no-approval"));
      expect(await shopper.receipt(id)).toBeNull();
    }
  });

  it("a receipt is there for its own account only, and only of what ran", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    expect(await shopper.receipt(id)).toBeNull();
    await shopper.answer(id, shopper.code());
    const stranger = await bench.shopper();
    expect(await stranger.receipt(id)).toBeNull();
    expect(await stranger.receipts()).toEqual([]);
    expect(await shopper.receipts()).toHaveLength(1);
  });

  it("not even the right code approves while the account's budget is spent", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await bench.database.twoFactorAccount.update({
      where: { accountId: shopper.accountId },
      data: { wrongAnswers: 20, windowStartedAt: new Date() },
    });
    expect(await shopper.answer(id, shopper.code())).toMatchObject(refusedAs("locked"));
    expect(await shopper.purchases()).toEqual([]);
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 20 });
  });

  it("what a new version of the application does no more, or takes no more, is void", async () => {
    const rename = bench.actions.get("rename");
    if (!rename) throw new Error("There is no such action");
    const changes = [
      () => bench.actions.delete("rename"),
      () => bench.actions.set("rename", { ...rename, input: z.strictObject({ name: z.string().max(3) }) }),
    ];
    for (const change of changes) {
      const shopper = await bench.shopper();
      const id = await shopper.mustPropose({ name: "Robin" }, "rename");
      change();
      expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("not-possible", { reason: "unknown-action" }));
      expect(await shopper.view(id)).toMatchObject({ state: "void", voidReason: "not-possible" });
      bench.actions.set("rename", rename);
    }
  });

  it("a session that ended meanwhile approves nothing", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    const end = () =>
      bench.ports.store.revokeSession({
        idHash: bench.ports.hash(shopper.sessionId),
        because: "revoked",
        context: shopper.context,
      });
    await end();
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("signed-out"));
    expect(await shopper.purchases()).toEqual([]);
  });

  it("guessing ids fills neither the trail nor the night: an address has a limit", async () => {
    const shopper = await bench.shopper();
    bench.limiter.full.add("answer");
    expect(await shopper.answer("guessed", "123456")).toMatchObject(refusedAs("slow-down"));
    expect(await shopper.view("guessed")).toMatchObject(refusedAs("slow-down"));
    bench.limiter.full.clear();
    expect(await shopper.events()).not.toContain("authz_fail");
  });

  it("answers to what is over fill neither the trail nor the budget", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await shopper.decline(id);
    bench.limiter.full.add("answer");
    expect(await shopper.answer(id, shopper.code())).toMatchObject(refusedAs("slow-down"));
    bench.limiter.full.clear();
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("approval-over", { state: "declined" }));
    expect((await shopper.events()).filter((event) => event === "sequence_fail")).toHaveLength(1);
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 0 });
  });
});
