import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApproval, type Shopper } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());

const refusedAs = (code: string, more = {}) => ({ ok: false, refusal: { code, ...more } });
const isOver = refusedAs("approval-over", { state: "void" });

/** Proposed, then signed out, then signed in again in the same browser. */
async function signedOutMeanwhile() {
  const before = await bench.shopper();
  const id = await before.mustPropose({ note: "keep me" });
  await bench.endSession(before);
  await before.forgetSends();
  return { before, id, after: await bench.signedInAgain(before) };
}

describe("an approval whose session ended while it was open", () => {
  it("shows what it was about after signing in again, and one press proposes it again", async () => {
    const { before, id, after } = await signedOutMeanwhile();
    expect(await before.view(id)).toEqual(refusedAs("signed-out"));
    const view = await after.view(id);
    expect(view).toMatchObject({ state: "void", voidReason: "session-ended" });
    const again = await after.proposeAgain(id);
    expect(again).toMatchObject({ ok: true, state: "proposed", code: "sent" });
    const next = again.ok ? again.approvalId : "";
    expect(next).not.toBe(id);
    expect(await after.answer(next, after.code())).toMatchObject({ ok: true });
    expect(await after.purchases()).toEqual([{ item: "Lamp", total: 4990, note: "keep me" }]);
  });

  it("describes it anew: what changed meanwhile is what is shown and paid", async () => {
    const { id, after } = await signedOutMeanwhile();
    await after.fill("Lamp", 8990);
    const again = await after.proposeAgain(id);
    expect(await after.view(again.ok ? again.approvalId : "")).toMatchObject({ lines: [{}, { value: "89.90" }, {}] });
  });

  // Attack: finish in a new session what was proposed in an old one, with the code that was sent for it then.
  // Defence: only its own session answers an approval; a later one sees it as over, and a new proposal has a new code.
  it("takes neither its old code nor any other deed in the new session", async () => {
    const { before, id, after } = await signedOutMeanwhile();
    expect(await after.answer(id, before.code())).toEqual(isOver);
    expect(await after.decline(id)).toEqual(isOver);
    expect(await after.resend(id)).toEqual(isOver);
    const again = await after.proposeAgain(id);
    const next = again.ok ? again.approvalId : "";
    expect(await after.answer(next, before.code())).toMatchObject({ ok: false });
    expect(await after.purchases()).toEqual([]);
    expect(await after.events()).toContain("sequence_fail");
  });

  it("is over for the new session also while its own one lives, and stays open there", async () => {
    const before = await bench.shopper();
    const id = await before.mustPropose();
    const after = await bench.signedInAgain(before);
    expect(await after.answer(id, before.code())).toEqual(isOver);
    expect(await before.answer(id, before.code())).toMatchObject({ ok: true });
    expect(await after.view(id)).toMatchObject({ state: "executed" });
    expect(await after.proposeAgain(id)).toEqual(refusedAs("approval-over", { state: "executed" }));
  });

  it("is its own session's also where the browser's cookie was renewed after signing in", async () => {
    const shopper = await bench.shopper();
    await bench.database.twoFactorSession.updateMany({
      where: { accountId: shopper.accountId },
      data: { browserHash: "before its cookie was renewed" },
    });
    const id = await shopper.mustPropose();
    expect(await shopper.view(id)).toMatchObject({ state: "proposed" });
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
  });

  it("is told as expired once its own time is over too", async () => {
    const { before, id } = await signedOutMeanwhile();
    await bench.elapse(601);
    expect(await (await bench.signedInAgain(before)).view(id)).toMatchObject({ state: "expired", voidReason: null });
  });
});

// Attack: come to the same computer, or to the same account, and read or repeat what somebody else was about to do.
// Defence: account and browser must both be those that proposed it, and the asking session must have been opened there.
describe("what was left in a browser", () => {
  const deeds = (who: Shopper, id: string) => [
    () => who.view(id),
    () => who.answer(id, "123456"),
    () => who.decline(id),
    () => who.resend(id),
    () => who.proposeAgain(id),
  ];

  it("is nothing to another account in the same browser, or to the same account in another", async () => {
    const { before, id } = await signedOutMeanwhile();
    const { accountId } = await bench.shopper();
    const inSameBrowser = await bench.signedInAgain(before, accountId);
    for (const who of [inSameBrowser, await bench.elsewhere(before)]) {
      for (const deed of deeds(who, id)) expect(await deed()).toEqual(refusedAs("no-approval"));
    }
  });
});
