import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson, spent } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

async function reservedSignIn() {
  const person = await createPerson(opened);
  const browser = person.browser();
  const pendingId = (await browser.openPending())?.pending.id ?? "";
  const { id: challengeId } = await browser.mustIssue();
  await browser.reserve(challengeId);
  const input = {
    challengeId,
    pendingSignInId: pendingId,
    spent,
    session: browser.newSession(),
    context: browser.context,
  };
  return {
    person,
    browser,
    input,
    sessions: () => opened.database.twoFactorSession.count({ where: { accountId: person.accountId } }),
  };
}

describe("completing a sign-in", () => {
  it("consumes the code, ends the pending sign-in, opens the session and tells the trail", async () => {
    const { person, input } = await reservedSignIn();
    expect(await opened.store.completeSignIn(input)).toBe(true);
    expect(await opened.store.readSession(input.session.idHash)).toEqual({
      accountId: person.accountId,
      amr: ["pwd", "email_code"],
      acr: "urn:two",
      authenticatedAt: expect.any(Date),
    });
    expect(await opened.database.twoFactorChallenge.findUnique({ where: { id: input.challengeId } })).toMatchObject({
      state: "answered",
      endedAt: expect.any(Date),
    });
    expect(
      await opened.database.twoFactorPendingSignIn.findUnique({ where: { id: input.pendingSignInId } }),
    ).toMatchObject({
      endedAs: "completed",
    });
    expect(await person.events()).toEqual([
      "authn_password_success",
      "challenge_issue",
      "challenge_answer_success",
      "authn_login_success",
      "session_created",
    ]);
  });

  it("happens once", async () => {
    const { input, sessions } = await reservedSignIn();
    expect(await opened.store.completeSignIn(input)).toBe(true);
    const again = { ...input, session: { ...input.session, idHash: randomUUID() } };
    expect(await opened.store.completeSignIn(again)).toBe(false);
    expect(await sessions()).toBe(1);
  });

  // Attack: guess 19 times, sign in oneself or wait for the owner to, and have the budget whole again.
  // A success gives back its own reservation and nothing else; only the row of wrong ones in a row ends.
  it("gives back its own reservation and refills nothing", async () => {
    const { person, input } = await reservedSignIn();
    await person.set({ wrongAnswers: 13, consecutiveWrong: 40 });
    await opened.store.completeSignIn(input);
    expect(await person.row()).toMatchObject({ wrongAnswers: 12, consecutiveWrong: 0 });
  });

  it("never counts below zero", async () => {
    const { person, input } = await reservedSignIn();
    await person.set({ wrongAnswers: 0 });
    expect(await opened.store.completeSignIn(input)).toBe(true);
    expect(await person.row()).toMatchObject({ wrongAnswers: 0 });
  });

  // Attack: put together the halves of two sign-ins, or skip the counting.
  // Code, pending sign-in and session must be of one account and one browser, alive, and an attempt counted.
  it("opens nothing unless code, pending sign-in and session belong together and are alive", async () => {
    const other = await reservedSignIn();
    const refusedWhen: Record<string, (signIn: Awaited<ReturnType<typeof reservedSignIn>>) => unknown> = {
      "the pending sign-in is another person's": ({ input }) =>
        Object.assign(input, { pendingSignInId: other.input.pendingSignInId }),
      "the code is another person's": ({ input }) => Object.assign(input, { challengeId: other.input.challengeId }),
      "the pending sign-in is another browser's": async ({ input, person }) =>
        Object.assign(input, { pendingSignInId: (await person.browser().openPending())?.pending.id }),
      "the pending sign-in is another account's in the same browser": ({ input }) =>
        opened.database.twoFactorPendingSignIn.update({
          where: { id: input.pendingSignInId },
          data: { accountId: other.person.accountId },
        }),
      "the session is for another account": ({ input }) =>
        Object.assign(input.session, { accountId: other.person.accountId }),
      "the session is for another browser": ({ input }) => Object.assign(input.session, { browserHash: "another" }),
      "no attempt was counted": ({ input }) =>
        opened.database.twoFactorChallenge.update({ where: { id: input.challengeId }, data: { attempts: 0 } }),
      "the code was for something else": ({ input }) =>
        opened.database.twoFactorChallenge.update({ where: { id: input.challengeId }, data: { purpose: "approve" } }),
      "the code is too late": ({ input }) =>
        opened.database.twoFactorChallenge.update({
          where: { id: input.challengeId },
          data: { expiresAt: new Date(0) },
        }),
      "the code was replaced": async ({ browser, person }) => {
        await person.forgetSends();
        await browser.mustIssue();
      },
      "the pending sign-in is too late": ({ input }) =>
        opened.database.twoFactorPendingSignIn.update({
          where: { id: input.pendingSignInId },
          data: { expiresAt: new Date(0) },
        }),
      "the pending sign-in is over": ({ input }) =>
        opened.database.twoFactorPendingSignIn.update({
          where: { id: input.pendingSignInId },
          data: { endedAt: new Date(), endedAs: "revoked" },
        }),
    };
    for (const [why, prepare] of Object.entries(refusedWhen)) {
      const signIn = await reservedSignIn();
      await prepare(signIn);
      const before = await signIn.person.row();
      expect(await opened.store.completeSignIn(signIn.input), why).toBe(false);
      expect(await signIn.sessions(), why).toBe(0);
      expect(await signIn.person.row(), why).toEqual(before);
    }
    expect(await opened.store.completeSignIn(other.input)).toBe(true);
  });

  // Attack: frighten a person with messages of a sign-in that never was.
  it("tells of nothing where it opens nothing", async () => {
    const { person, input } = await reservedSignIn();
    await opened.database.twoFactorChallenge.update({
      where: { id: input.challengeId },
      data: { expiresAt: new Date(0) },
    });
    const tell = (deliveryId: string) => [{ deliveryId, channel: "email" as const, sealed: "sealed" }];
    const notices = { notices: tell(randomUUID()), channelNotices: tell(randomUUID()) };
    expect(await opened.store.completeSignIn({ ...input, ...notices })).toBe(false);
    const where = { accountId: person.accountId, challengeId: null };
    expect(await opened.database.twoFactorDelivery.findMany({ where })).toEqual([]);
  });

  it("writes nothing at all when the session cannot be written", async () => {
    const first = await reservedSignIn();
    await opened.store.completeSignIn(first.input);
    const second = await reservedSignIn();
    const input = { ...second.input, session: { ...second.input.session, idHash: first.input.session.idHash } };
    await expect(opened.store.completeSignIn(input)).rejects.toMatchObject({ code: "store-unavailable" });
    expect(await opened.database.twoFactorChallenge.findUnique({ where: { id: input.challengeId } })).toMatchObject({
      state: "pending",
    });
    expect(await opened.store.completeSignIn(second.input)).toBe(true);
  });
});
