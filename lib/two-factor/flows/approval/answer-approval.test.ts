import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nothing, openTestApproval } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.settled.length = 0;
});

const refusedAs = (code: string, more = {}) => ({ ok: false, refusal: { code, ...more } });

describe("the right code", () => {
  it("runs what was shown, once, and leaves a receipt", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose({ note: "hello" });
    const approved = await shopper.answer(id, shopper.code());
    expect(approved).toMatchObject({ ok: true, approvalId: id, doneAt: expect.stringMatching(/^\/orders\/\d+$/) });
    expect(await shopper.purchases()).toEqual([{ item: "Lamp", total: 4990, note: "hello" }]);
    expect(bench.settled).toHaveLength(1);
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("approval-over", { state: "executed" }));
    expect(await shopper.view(id)).toMatchObject({ state: "executed", doneAt: approved.ok && approved.doneAt });

    const receipt = await shopper.receipt(id);
    expect(receipt).toMatchObject({
      action: "buy",
      channel: "email",
      reference: shopper.messages[0]?.reference,
      destination: expect.stringContaining("•••"),
      lines: shopper.messages[0]?.approval?.lines,
      title: shopper.messages[0]?.approval?.lines[0]?.value,
    });
    expect(await shopper.receipts()).toEqual([receipt]);
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 0, consecutiveWrong: 0 });
    expect(await shopper.events()).toEqual(
      expect.arrayContaining(["approval_propose", "challenge_answer_success", "approval_execute", "sequence_fail"]),
    );
  });

  it("keeps neither input nor binds once it ran", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    await shopper.answer(id, shopper.code());
    expect(await bench.database.twoFactorApproval.findUnique({ where: { id } })).toMatchObject({ sealed: null });
  });

  it("runs nothing when the action fails, and may be typed again", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    bench.hooks.afterRun = () => Promise.reject(new Error("disk full"));
    await expect(shopper.answer(id, shopper.code())).rejects.toThrow("disk full");
    bench.hooks.afterRun = nothing;
    expect(await shopper.purchases()).toEqual([]);
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(await shopper.purchases()).toHaveLength(1);
  });

  it("stands when what follows the commit fails, and the log says so", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    const { settle } = bench.hooks;
    bench.hooks.settle = () => Promise.reject(new Error("payment provider is down"));
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    bench.hooks.settle = settle;
    expect(bench.log.map(({ event }) => event)).toContain("settle_failed");
  });
});

describe("guessing", () => {
  it("ends the code after five wrong answers; a new one forgets none of them", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(await shopper.answer(id, shopper.wrongCode())).toEqual(refusedAs("wrong", { attemptsLeft }));
    }
    expect(await shopper.answer(id, shopper.wrongCode())).toEqual(refusedAs("exhausted"));
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("exhausted"));
    await shopper.forgetSends();
    await shopper.resend(id);
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 5 });
    expect(await shopper.answer(id, "not a code")).toEqual(refusedAs("format"));
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 5, consecutiveWrong: 0 });
  });
});

describe("declining", () => {
  it("runs nothing, ends the code, and may be proposed again", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    expect(await shopper.decline(id)).toEqual({ ok: true, state: "declined" });
    expect(await shopper.decline(id)).toEqual(refusedAs("approval-over", { state: "declined" }));
    expect(await shopper.answer(id, shopper.code())).toEqual(refusedAs("approval-over", { state: "declined" }));
    expect(await shopper.resend(id)).toEqual(refusedAs("approval-over", { state: "declined" }));
    await shopper.forgetSends();
    expect(await shopper.proposeAgain(id)).toMatchObject({ ok: true, state: "proposed", code: "sent" });
    expect(await shopper.purchases()).toEqual([]);
  });
});

describe("the cost", () => {
  it("is looked at with its session, which stays alive by it", async () => {
    const shopper = await bench.shopper();
    await shopper.fill("Coat", 100);
    const approvalId = await shopper.mustPropose();
    await bench.database.$executeRaw`
      UPDATE two_factor_session SET last_seen_at = now() - interval '59 minutes'
        WHERE account_id = ${shopper.accountId}`;
    const { accountId } = shopper;
    expect(await shopper.view(approvalId)).toMatchObject({
      ok: true,
      session: { accountId, amr: ["pwd"], acr: "test" },
    });
    const [session] = await bench.database.twoFactorSession.findMany({ where: { accountId } });
    expect(Date.now() - Number(session?.lastSeenAt)).toBeLessThan(30_000);
  });

  it("is five statements to propose and one to take up its message, one to look, and four to approve", async () => {
    const shopper = await bench.shopper();
    bench.statements.count = 0;
    const proposed = await shopper.mustPropose();
    // Approver, describe, both limits, propose; and, after the response, one that takes the message up and one that
    // says it was sent.
    expect(bench.statements.count).toBe(6);
    bench.statements.count = 0;
    await shopper.view(proposed);
    expect(bench.statements.count).toBe(1);
    bench.statements.count = 0;
    await shopper.answer(proposed, shopper.code());
    // Reserve; describe, run and consume inside the transaction.
    expect(bench.statements.count).toBe(4);
  });
});
