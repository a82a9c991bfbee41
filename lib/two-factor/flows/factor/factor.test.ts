// A factor that comes from outside goes through every flow, and no flow asks for its name. These three stand for what an
// authenticator app, a passkey and a printed code need: no message, a step that is used up, no guess to count, one purpose.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { factorFolders } from "@/lib/two-factor/factors/index";
import { openTestApproval } from "@/lib/two-factor/testing/approval";
import { clock, key, minuteOf, paper, signed } from "@/lib/two-factor/testing/factors";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval([...factorFolders, clock, key, paper]);
});
afterAll(() => bench.close());

async function begun(factors: string[], prefers?: string) {
  const person = await bench.account({ factors, ...(prefers && { prefers }) });
  const browser = bench.browser(person.accountId);
  return { ...person, browser, begin: await browser.begin() };
}

const rowOf = (accountId: string) => bench.database.twoFactorAccount.findUniqueOrThrow({ where: { accountId } });
const challengeOf = (accountId: string) =>
  bench.database.twoFactorChallenge.findFirstOrThrow({ where: { accountId }, orderBy: { issuedAt: "desc" } });

/** The minute that the clock of the database shows, as a person would type it. */
async function typed(minutesLater = 0) {
  const [{ at } = { at: new Date(0) }] = await bench.database.$queryRaw<{ at: Date }[]>`SELECT now() AS at`;
  return `minute ${minuteOf(at) + minutesLater}`;
}

describe("a factor without a message", () => {
  it("is asked for where the person prefers it: nothing is sent, and no send is counted", async () => {
    const { accountId, browser, begin } = await begun(["email", "clock"], "clock");
    expect(begin).toMatchObject({ owed: true, code: "sent" });
    const view = { factor: "clock", channel: null, otherChannel: "email", reference: null, delivery: null };
    expect(await browser.view()).toMatchObject({ ...view, state: "pending", attemptsLeft: 5, sendAgainInSeconds: 0 });
    expect(await bench.database.twoFactorDelivery.count({ where: { accountId, challengeId: { not: null } } })).toBe(0);
    expect(await rowOf(accountId)).toMatchObject({ sentToday: 0, lastSentAt: null });
  });

  it("signs in, says what it adds, and gives its attempt back", async () => {
    const { accountId, browser } = await begun(["clock"]);
    expect(await browser.answer(await typed(-2))).toMatchObject({ refusal: { code: "wrong", attemptsLeft: 4 } });
    expect(await browser.answer(await typed())).toMatchObject({ ok: true, amr: ["pwd", "otp", "mfa"] });
    expect(await rowOf(accountId)).toMatchObject({ wrongAnswers: 1, consecutiveWrong: 0 });
    const trail = await bench.database.twoFactorAuditEvent.findMany({ where: { accountId, factor: "clock" } });
    expect(trail.map(({ event }) => event)).toContain("challenge_answer_success");
  });

  it("is not asked for while no answer would be taken", async () => {
    const { accountId } = await bench.account({ factors: ["clock"] });
    await bench.database.twoFactorAccount.update({ where: { accountId }, data: { wrongAnswers: 20 } });
    const browser = bench.browser(accountId);
    expect(await browser.begin()).toMatchObject({ owed: true, code: { code: "locked" } });
    expect(await browser.view()).toMatchObject({ factor: "clock", state: null });
  });

  it("gives way to a code in a message", async () => {
    const { browser } = await begun(["email", "clock"], "clock");
    expect(await browser.switchChannel()).toEqual({ ok: true });
    expect(await browser.view()).toMatchObject({ factor: "email", channel: "email", otherChannel: null });
    expect(await browser.answer(await typed())).toEqual({ ok: false, refusal: { code: "format" } });
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });
});

// Attack: answer twice with what is right for as long as the clock shows it, here and in another browser at once.
describe("what a right answer uses up", () => {
  it("is used up with its challenge: of twenty at the same moment one signs in", async () => {
    const { accountId } = await begun(["clock"]);
    const browsers = Array.from({ length: 20 }, () => bench.browser(accountId));
    for (const browser of browsers) await browser.begin();
    const answer = await typed();
    const answers = await Promise.all(browsers.map((browser) => browser.answer(answer)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const sessions = await bench.database.twoFactorSession.count({ where: { accountId } });
    expect(sessions).toBe(1);
  });

  it("is used up by an approval as well, in the transaction that runs the action", async () => {
    const shopper = await bench.shopper({ factors: ["clock"] });
    const [first, answer] = [await shopper.mustPropose(), await typed()];
    expect(await shopper.answer(first, answer)).toMatchObject({ ok: true });
    expect(await shopper.receipt(first)).toMatchObject({ factor: "clock", channel: null, reference: null });
    await shopper.fill("Chair", 100);
    const second = await shopper.mustPropose();
    expect(await shopper.answer(second, answer)).toMatchObject({ refusal: { code: "wrong" } });
    expect(await shopper.purchases()).toHaveLength(1);
  });
});

describe("a factor whose answers cannot be guessed", () => {
  const answerOf = async (accountId: string) => {
    const { id, bindingDigest } = await challengeOf(accountId);
    return { signed: signed(id, bindingDigest) };
  };

  it("draws from no budget, and is answered while that is spent", async () => {
    const { accountId, browser } = await begun(["key"]);
    for (const _ of [1, 2])
      expect(await browser.answer({ signed: "no" })).toMatchObject({ refusal: { code: "wrong" } });
    expect(await rowOf(accountId)).toMatchObject({ wrongAnswers: 0, consecutiveWrong: 0 });
    await bench.database.twoFactorAccount.update({
      where: { accountId },
      data: { wrongAnswers: 20, consecutiveWrong: 50, codesDisabledAt: new Date() },
    });
    expect(await browser.answer(await answerOf(accountId))).toMatchObject({ ok: true, amr: ["pwd", "mfa"] });
    expect(await rowOf(accountId)).toMatchObject({ wrongAnswers: 20 });
    expect(await bench.browser(accountId).begin()).toMatchObject({ owed: true, code: "sent" });
  });

  it("still has an end to its attempts", async () => {
    const { accountId, browser } = await begun(["key"]);
    for (const _ of [1, 2, 3, 4]) await browser.answer({ signed: "no" });
    expect(await browser.answer({ signed: "no" })).toEqual({ ok: false, refusal: { code: "exhausted" } });
    expect(await browser.answer(await answerOf(accountId))).toEqual({ ok: false, refusal: { code: "exhausted" } });
  });

  it("shows its ceremony, and signs what an approval is bound to", async () => {
    const shopper = await bench.shopper({ factors: ["key"] });
    const id = await shopper.mustPropose();
    const { id: challengeId } = await challengeOf(shopper.accountId);
    expect(await shopper.view(id)).toMatchObject({ code: { factor: "key", ceremony: { sign: challengeId } } });
    expect(await shopper.answer(id, "123456")).toEqual({ ok: false, refusal: { code: "format" } });
    expect(await challengeOf(shopper.accountId)).toMatchObject({ attempts: 0 });
    expect(await shopper.answer(id, await answerOf(shopper.accountId))).toMatchObject({ ok: true });
  });
});

describe("a factor for one purpose", () => {
  it("proves that, and is not asked for anything else", async () => {
    const { browser } = await begun(["paper"]);
    expect(await browser.answer("as printed")).toMatchObject({ ok: true });
    const shopper = await bench.shopper({ factors: ["paper"] });
    const proposed = await shopper.propose();
    expect(proposed).toMatchObject({ ok: true, code: { code: "no-authenticator" } });
    const id = proposed.ok ? proposed.approvalId : "";
    expect(await shopper.view(id)).toMatchObject({ code: { factor: null, state: null } });
  });
});
