import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

/** Somebody whose code went by e-mail, and who may have the next one. */
async function waiting() {
  const person = await createPerson(opened);
  const browser = person.browser();
  const tokenHash = randomUUID();
  const pendingId = (await browser.openPending(tokenHash))?.pending.id ?? "";
  const first = await browser.mustIssue();
  await person.forgetSends();
  const { browserHash } = browser.context;
  return {
    person,
    browser,
    pendingId,
    first,
    found: () => opened.store.findPendingSignIn({ tokenHash, browserHash }),
    pending: () => opened.database.twoFactorPendingSignIn.findUniqueOrThrow({ where: { id: pendingId } }),
  };
}

async function mustSwitch({ browser, pendingId }: Awaited<ReturnType<typeof waiting>>, channel?: "email" | "sms") {
  const issued = await browser.switchChannel(pendingId, channel);
  if (!issued.issued) throw new Error(`no code: ${JSON.stringify(issued)}`);
  return issued.challenge;
}

describe("a code sent the other way", () => {
  it("ends the one before it, and the sign-in knows which way it goes from now on", async () => {
    const visit = await waiting();
    expect((await visit.pending()).factor).toBeNull();
    const { id } = await mustSwitch(visit);
    expect(await opened.database.twoFactorChallenge.findUnique({ where: { id: visit.first.id } })).toMatchObject({
      state: "superseded",
    });
    expect(await visit.found()).toMatchObject({ pending: { factor: "sms" }, challenge: { id, factor: "sms" } });
  });

  it("is a send like any other: counted, and not within the cool-down", async () => {
    const visit = await waiting();
    await mustSwitch(visit);
    expect(await visit.person.row()).toMatchObject({ sentThisHour: 1, sentToday: 1 });
    const second = await visit.browser.switchChannel(visit.pendingId, "email");
    expect(second).toMatchObject({ issued: false, sendAgainInSeconds: expect.any(Number) });
    expect((await visit.pending()).factor).toBe("sms");
  });

  it("refills no wrong answer", async () => {
    const visit = await waiting();
    for (const _ of [1, 2, 3]) await visit.browser.answerWrong(visit.first.id);
    await mustSwitch(visit);
    expect(await visit.person.row()).toMatchObject({ wrongAnswers: 3, consecutiveWrong: 3 });
  });

  // Attack: switch for a sign-in that is over, or for somebody else's, to have a code of one's own issued there.
  // Defence: the row of the pending sign-in is locked and judged in the statement that writes the code.
  it("is not sent for a sign-in that has ended, expired, or belongs to another browser or account", async () => {
    const ended = await waiting();
    await opened.database.twoFactorPendingSignIn.update({
      where: { id: ended.pendingId },
      data: { endedAt: new Date(), endedAs: "revoked" },
    });
    const expired = await waiting();
    await opened.database.twoFactorPendingSignIn.update({
      where: { id: expired.pendingId },
      data: { expiresAt: new Date(0) },
    });
    for (const { browser, pendingId, person } of [ended, expired]) {
      expect(await browser.switchChannel(pendingId)).toMatchObject({ issued: false });
      expect(await person.row()).toMatchObject({ sentToday: 0 });
    }
    const own = await waiting();
    const other = own.person.browser();
    expect(await other.switchChannel(own.pendingId)).toMatchObject({ issued: false });
    const stranger = (await waiting()).browser;
    expect(await stranger.switchChannel(own.pendingId)).toMatchObject({ issued: false });
    expect((await own.pending()).factor).toBeNull();
  });

  // Attack: switch somebody's sign-in in a shared browser with an account of one's own, and have their codes go elsewhere.
  it("switches no other sign-in, neither elsewhere nor of another account in the same browser", async () => {
    const [visit, other] = [await waiting(), await waiting()];
    await mustSwitch(visit);
    expect((await other.pending()).factor).toBeNull();
    const { browserHash } = other.browser.context;
    const { context, newChallenge } = (await waiting()).browser;
    const challenge = { ...newChallenge(), browserHash };
    const issued = await opened.store.switchChannel({ pendingSignInId: other.pendingId, challenge, context });
    expect(issued).toMatchObject({ issued: false });
  });

  it("keeps to its way when the password is given again in time, and starts over after that", async () => {
    const visit = await waiting();
    await mustSwitch(visit);
    expect((await visit.browser.openPending())?.pending).toMatchObject({ id: visit.pendingId, factor: "sms" });
    await opened.database.twoFactorPendingSignIn.update({
      where: { id: visit.pendingId },
      data: { expiresAt: new Date(0) },
    });
    expect((await visit.browser.openPending())?.pending).toMatchObject({ id: visit.pendingId, factor: null });
  });
});

describe("the person's setting", () => {
  const settingOf = async ({ person }: Awaited<ReturnType<typeof waiting>>) => (await person.row()).preferredFactor;

  it("is the other way once its code was answered rightly, and not before", async () => {
    const visit = await waiting();
    const { id } = await mustSwitch(visit);
    expect(await settingOf(visit)).toBeNull();
    await visit.browser.answerWrong(id);
    expect(await settingOf(visit)).toBeNull();
    expect(await visit.browser.answerRight(id, visit.pendingId, "sms")).toBe(true);
    expect(await settingOf(visit)).toBe("sms");
    expect(await visit.person.events()).toContain("code_channel_change");
  });

  it("stays as it is where nothing was switched, or back to where it was", async () => {
    const plain = await waiting();
    await plain.person.set({ preferredFactor: "sms" });
    const code = await plain.browser.mustIssue();
    expect(await plain.browser.answerRight(code.id, plain.pendingId)).toBe(true);
    expect(await settingOf(plain)).toBe("sms");

    const back = await waiting();
    await back.person.set({ preferredFactor: "email" });
    await mustSwitch(back);
    await back.person.forgetSends();
    const { id } = await mustSwitch(back, "email");
    expect(await back.browser.answerRight(id, back.pendingId)).toBe(true);
    expect(await settingOf(back)).toBe("email");
    for (const { person } of [plain, back]) expect(await person.events()).not.toContain("code_channel_change");
  });

  it("is not changed by a code that came another way than the one switched to", async () => {
    const visit = await waiting();
    await mustSwitch(visit);
    await visit.person.forgetSends();
    const byEmail = await visit.browser.mustIssue();
    expect(await visit.browser.answerRight(byEmail.id, visit.pendingId)).toBe(true);
    expect(await settingOf(visit)).toBeNull();
  });
});
