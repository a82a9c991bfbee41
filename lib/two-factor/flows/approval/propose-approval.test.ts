import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApproval } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());

const refusedAs = (code: string, more = {}) => ({ ok: false, refusal: { code, ...more } });

describe("an action that is proposed", () => {
  it("shows the same lines on its page and in its message", async () => {
    const shopper = await bench.shopper();
    const view = await shopper.view(await shopper.mustPropose({ note: "ring twice" }));
    const [message] = shopper.messages;
    expect(view).toMatchObject({ ok: true, action: "buy", state: "proposed", reasons: ["always"], secondsLeft: 600 });
    expect(view.ok && view.lines.map(({ value }) => value)).toEqual(["Lamp", "49.90", "ring twice"]);
    expect(message).toMatchObject({ purpose: "approve", approval: { action: "buy", lines: view.ok && view.lines } });
    expect(view.ok && view.code).toMatchObject({ reference: message?.reference, state: "pending", attemptsLeft: 5 });
  });

  it("asks for a code also where two-step is off", async () => {
    const shopper = await bench.shopper({ enabled: false });
    const id = await shopper.mustPropose();
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  it("is refused without a live session, with input that its schema refuses, and where it cannot be done", async () => {
    const shopper = await bench.shopper();
    expect(await shopper.propose({ note: "x", total: 1 })).toEqual(refusedAs("invalid-input"));
    expect(await shopper.propose({ note: "\u0000" })).toEqual(refusedAs("invalid-input"));
    expect(await shopper.propose({}, "no such action")).toEqual(refusedAs("invalid-input"));
    await shopper.empty();
    expect(await shopper.propose()).toEqual(refusedAs("not-possible", { reason: "empty-cart" }));
    await bench.database.twoFactorSession.updateMany({
      where: { accountId: shopper.accountId },
      data: { revokedAt: new Date(), revokedAs: "revoked" },
    });
    expect(await shopper.propose()).toEqual(refusedAs("signed-out"));
    expect(shopper.messages).toHaveLength(0);
  });

  it("sent twice stays one approval with one code", async () => {
    const shopper = await bench.shopper();
    const both = await Promise.all([shopper.propose(), shopper.propose()]);
    expect(new Set(both.map((each) => each.ok && each.approvalId)).size).toBe(1);
    expect(both.map((each) => each.ok && each.state === "proposed" && each.code)).toEqual(
      expect.arrayContaining(["sent", "still-valid"]),
    );
    expect(shopper.messages).toHaveLength(1);
  });

  // Attack: be handed somebody's open approval, with the code that is in their mailbox, by asking for the same thing.
  // Defence: the same is only what the same session in the same browser asked for.
  it("is another one in another session or another browser, however equal", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    const thief = await bench.thief(shopper);
    const cookieOnly = await bench.elsewhere(shopper);
    cookieOnly.context.browserHash = shopper.context.browserHash;
    expect(await thief.mustPropose()).not.toBe(id);
    expect(await shopper.view(id)).toMatchObject({ state: "proposed" });
    expect(await cookieOnly.mustPropose()).not.toBe(id);
  });

  it("is made anew where the code of its equal is of no use any more", async () => {
    const shopper = await bench.shopper();
    const first = await shopper.mustPropose();
    for (let guess = 0; guess < 5; guess += 1) await shopper.answer(first, shopper.wrongCode());
    await shopper.forgetSends();
    expect(await shopper.propose()).toMatchObject({ code: "sent" });
    await bench.elapse(590);
    await shopper.forgetSends();
    const late = await shopper.mustPropose();
    await bench.elapse(590);
    await shopper.resend(late);
    await bench.elapse(15);
    expect(await shopper.mustPropose()).not.toBe(late);
  });

  // Attack: propose something in a shared browser, and end what another account's owner is about to approve there.
  it("leaves what another account proposed in the same browser as it is", async () => {
    const shopper = await bench.shopper();
    const { accountId } = await bench.shopper();
    const other = await bench.signedInAgain(shopper, accountId);
    const id = await shopper.mustPropose();
    await other.mustPropose();
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  it("leaves a sign-in that waits for its code in the same browser alone", async () => {
    const shopper = await bench.shopper();
    const browser = bench.browser(shopper.accountId);
    browser.context.browserHash = shopper.context.browserHash;
    await browser.begin();
    await shopper.forgetSends();
    await shopper.mustPropose();
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });

  it("takes the place of another one, whose code ends", async () => {
    const shopper = await bench.shopper();
    const first = await shopper.mustPropose();
    const codeOfFirst = shopper.code();
    await shopper.forgetSends();
    await shopper.fill("Chair", 12_000);
    const second = await shopper.mustPropose();
    expect(await shopper.view(first)).toMatchObject({ state: "void", voidReason: "replaced" });
    expect(await shopper.answer(first, codeOfFirst)).toEqual(refusedAs("approval-over", { state: "void" }));
    expect(await shopper.answer(second, codeOfFirst)).toMatchObject(refusedAs("older-code"));
    expect(await shopper.purchases()).toEqual([]);
  });

  it("stands without a code while none may be sent, and sends one later", async () => {
    const shopper = await bench.shopper();
    await shopper.mustPropose();
    await shopper.fill("Chair", 12_000);
    const proposed = await shopper.propose();
    expect(proposed).toMatchObject({ state: "proposed", code: { code: "cool-down" } });
    const id = proposed.ok ? proposed.approvalId : "";
    expect(await shopper.view(id)).toMatchObject({ state: "proposed", code: { reference: null } });
    expect(await shopper.answer(id, "123456")).toEqual(refusedAs("no-code"));
    await shopper.forgetSends();
    expect(await shopper.resend(id)).toEqual({ ok: true, state: "sent" });
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(await shopper.purchases()).toEqual([{ item: "Chair", total: 12_000, note: "" }]);
  });
});

describe("while it waits", () => {
  it("a new code speaks the language of what was sealed, whatever language the page has by now", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    shopper.context.locale = "de";
    await shopper.forgetSends();
    expect(await shopper.resend(id)).toEqual({ ok: true, state: "sent" });
    expect(shopper.messages.map(({ locale }) => locale)).toEqual(["en", "en"]);
  });

  it("proposing it again leads back to it, and sends nothing", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    for (let guess = 0; guess < 5; guess += 1) await shopper.answer(id, shopper.wrongCode());
    await shopper.forgetSends();
    expect(await shopper.proposeAgain(id)).toEqual({
      ok: true,
      state: "proposed",
      approvalId: id,
      code: "still-valid",
    });
    expect(shopper.messages).toHaveLength(1);
  });

  it("the same form sent again counts against no limit: no message left", async () => {
    const shopper = await bench.shopper();
    const counted = () => bench.limiter.countOf("send-from-address", shopper.context.ip);
    await shopper.mustPropose();
    const before = counted();
    await shopper.forgetSends();
    await shopper.mustPropose();
    expect(shopper.messages).toHaveLength(1);
    expect(counted()).toBe(before);
  });
});

describe("time", () => {
  it("an approval waits ten minutes, then one press proposes it again", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose({ note: "keep me" });
    await bench.elapse(601);
    expect(await shopper.view(id)).toMatchObject({ state: "expired", code: { secondsLeft: 0 } });
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("approval-over", { state: "expired" }));
    expect(await shopper.resend(id)).toEqual(refusedAs("approval-over", { state: "expired" }));
    const again = await shopper.proposeAgain(id);
    expect(again).toMatchObject({ ok: true, state: "proposed", code: "sent" });
    const next = again.ok ? again.approvalId : "";
    expect(next).not.toBe(id);
    expect(await shopper.answer(next, shopper.code())).toMatchObject({ ok: true });
    expect(await shopper.purchases()).toEqual([{ item: "Lamp", total: 4990, note: "keep me" }]);
  });

  // Attack: have a code sent in the last moment, so that it lives longer than what it approves.
  // Defence: approval and code are judged apart, and both must be in time.
  it("a code that was sent in the last minute approves nothing after it, and costs no attempt", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await bench.elapse(590);
    expect(await shopper.resend(id)).toEqual({ ok: true, state: "sent" });
    await bench.elapse(15);
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("approval-over", { state: "expired" }));
    expect(await shopper.decline(id)).toEqual(refusedAs("approval-over", { state: "expired" }));
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 0 });
    expect(await shopper.purchases()).toEqual([]);
  });

  it("a code ends after five minutes, the approval goes on with a new one, which says no more than ten in all", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await bench.elapse(420);
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("expired"));
    expect(await shopper.resend(id)).toEqual({ ok: true, state: "sent" });
    const view = await shopper.view(id);
    expect(view.ok && view.code.secondsLeft).toBeLessThanOrEqual(180);
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  it("a day later nothing is left of it but the receipts", async () => {
    const shopper = await bench.shopper();
    const bought = await shopper.mustPropose();
    await shopper.answer(bought, shopper.code());
    await shopper.forgetSends();
    const left = await shopper.mustPropose();
    await bench.elapse(90_000);
    await bench.ports.store.sweep();
    expect(await bench.database.twoFactorApproval.findUnique({ where: { id: left } })).toBeNull();
    expect(await shopper.receipt(bought)).toMatchObject({ approvalId: bought });
  });
});

// Attack: somebody with a session writes approvals without end, to fill the database or the owner's mailbox.
// Defence: the proposing statement counts those of the session: a stolen one must not keep its owner from ending it.
describe("too many proposals within an hour", () => {
  const wait = { code: "slow-down", retryAfterSeconds: expect.any(Number) };

  it("are refused, however different they are, until the oldest is an hour old", async () => {
    const shopper = await bench.shopper();
    const bystander = await bench.shopper();
    for (let each = 0; each < 60; each += 1) await shopper.mustPropose({ note: `wish ${each}` });
    expect(await shopper.propose({ note: "one more" })).toEqual({ ok: false, refusal: wait });
    expect(await shopper.propose({ note: "and another" })).toEqual({ ok: false, refusal: wait });
    expect(await (await bench.elsewhere(shopper)).propose({ note: "elsewhere" })).toMatchObject({ ok: true });
    expect(await bystander.propose({ note: "a bystander" })).toMatchObject({ ok: true });
    expect((await shopper.events()).filter((event) => event === "excess_rate_limit_exceeded")).toHaveLength(1);
    await bench.elapse(3601);
    expect(await (await bench.signedInAgain(shopper)).propose({ note: "later" })).toMatchObject({ ok: true });
  });

  it("do not count a form that is sent twice", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await bench.database.$executeRaw`
      INSERT INTO two_factor_approval
        (id, account_id, session_id_hash, browser_hash, action, lines, digest, reasons, locale, state, expires_at, ended_at)
      SELECT ${id} || n, ${shopper.accountId}, p.session_id_hash, 'b', 'buy', '[]', '', '{}', 'en', 'executed', now(), now()
      FROM two_factor_approval AS p, generate_series(1, 60) AS n WHERE p.id = ${id}`;
    expect(await shopper.propose()).toMatchObject({ ok: true, approvalId: id, code: "still-valid" });
    expect(await shopper.propose({ note: "another" })).toEqual({ ok: false, refusal: wait });
  });
});
