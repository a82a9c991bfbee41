import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

describe("a pending sign-in", () => {
  it("is opened where the second step is on, with what is known of the account", async () => {
    const person = await createPerson(opened);
    const found = await person.browser().openPending("token-1", "/orders");
    expect(found).toEqual({
      pending: {
        id: expect.any(String),
        accountId: person.accountId,
        amr: ["pwd"],
        factor: null,
        carried: null,
        returnPath: "/orders",
        secondsLeft: 600,
      },
      protection: {
        accountId: person.accountId,
        enabled: true,
        preferredFactor: null,
        locale: null,
        authenticators: [{ id: person.authenticatorId, factor: "email", address: "person@example.com" }],
        codesDisabled: false,
        lockedForSeconds: 0,
        sendAgainInSeconds: 0,
      },
      live: null,
    });
    expect(await person.events()).toEqual(["authn_password_success"]);
  });

  it("is not opened where it is off or unheard of, and nothing is written", async () => {
    const person = await createPerson(opened, { enabled: false });
    expect(await person.browser().openPending()).toBeNull();
    await opened.database.twoFactorAccount.create({ data: { accountId: person.accountId } });
    expect(await person.browser().openPending()).toBeNull();
    expect(await person.events()).toEqual([]);
    expect(await opened.database.twoFactorPendingSignIn.count({ where: { accountId: person.accountId } })).toBe(0);
  });

  it("is renewed by the same browser: the old cookie is worth nothing, the live code stays", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const first = await browser.openPending("old-token");
    const { id } = await browser.mustIssue();
    await opened.elapse(200);
    const again = await browser.openPending("new-token", "/cart");
    expect(again?.pending).toEqual({ ...first?.pending, returnPath: "/cart", secondsLeft: 600 });
    expect(again?.live).toMatchObject({ id, state: "pending", secondsLeft: 100, delivery: "queued" });
    const { browserHash } = browser.context;
    expect(await opened.store.findPendingSignIn({ tokenHash: "old-token", browserHash })).toBeNull();
    expect(await opened.store.findPendingSignIn({ tokenHash: "new-token", browserHash })).toMatchObject({
      pending: { id: first?.pending.id },
      challenge: { id },
    });
  });

  it("is renewed also after its time, and is one of several in other browsers", async () => {
    const person = await createPerson(opened);
    const [first, second] = [person.browser(), person.browser()];
    await first.openPending();
    await second.openPending();
    await opened.elapse(601);
    expect((await first.openPending("late-token"))?.pending.secondsLeft).toBe(600);
    expect(await opened.database.twoFactorPendingSignIn.count({ where: { accountId: person.accountId } })).toBe(2);
  });

  it("is found for ten minutes", async () => {
    const browser = (await createPerson(opened)).browser();
    await browser.openPending("ten-minutes");
    const find = () => opened.store.findPendingSignIn({ tokenHash: "ten-minutes", ...browser.context });
    await opened.elapse(598);
    expect(await find()).not.toBeNull();
    await opened.elapse(3);
    expect(await find()).toBeNull();
  });

  // Attack: take the cookie of a pending sign-in to another browser.
  // The token alone finds nothing; it must come with the browser it was given to.
  it("is found with its token and its browser together only", async () => {
    const browser = (await createPerson(opened)).browser();
    await browser.openPending("stolen");
    const { browserHash } = browser.context;
    expect(await opened.store.findPendingSignIn({ tokenHash: "stolen", browserHash: "thief" })).toBeNull();
    expect(await opened.store.findPendingSignIn({ tokenHash: "guessed", browserHash })).toBeNull();
  });

  it("shows no code of another browser or another purpose", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    await browser.openPending("mine");
    await person.browser().mustIssue();
    await person.forgetSends();
    await browser.issue({ ...browser.newChallenge(), purpose: "approve" });
    expect((await browser.openPending("mine"))?.live).toBeNull();
    const found = await opened.store.findPendingSignIn({ tokenHash: "mine", ...browser.context });
    expect(found?.challenge).toBeNull();
  });

  it("shows the newest code of its browser in its true state", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    await browser.openPending("states");
    const state = async () =>
      (await opened.store.findPendingSignIn({ tokenHash: "states", ...browser.context }))?.challenge?.state;
    expect(await state()).toBeUndefined();
    const { id } = await browser.mustIssue();
    expect(await state()).toBe("pending");
    await opened.elapse(301);
    expect(await state()).toBe("expired");
    await opened.database.twoFactorChallenge.update({ where: { id }, data: { attempts: 5 } });
    expect(await state()).toBe("exhausted");
    await browser.mustIssue();
    expect(await state()).toBe("pending");
  });

  it("does not take the answered code of the sign-in before it for a live one", async () => {
    const browser = (await createPerson(opened)).browser();
    const first = await browser.openPending();
    const { id } = await browser.mustIssue();
    expect(await browser.answerRight(id, first?.pending.id ?? "")).toBe(true);
    const second = await browser.openPending("again");
    expect(second?.pending.id).not.toBe(first?.pending.id);
    expect(second?.live).toBeNull();
    expect(await opened.store.findPendingSignIn({ tokenHash: "again", ...browser.context })).toMatchObject({
      challenge: { id, state: "answered" },
    });
  });

  it("knows only addresses that are still registered", async () => {
    const person = await createPerson(opened);
    await opened.database.twoFactorAuthenticator.update({
      where: { id: person.authenticatorId },
      data: { removedAt: new Date() },
    });
    expect((await opened.store.readProtection(person.accountId)).authenticators).toEqual([]);
  });

  it("has nothing to say of an account without a row but that it is off", async () => {
    expect(await opened.store.readProtection("unheard-of")).toEqual({
      accountId: "unheard-of",
      enabled: false,
      preferredFactor: null,
      locale: null,
      authenticators: [],
      codesDisabled: false,
      lockedForSeconds: 0,
      sendAgainInSeconds: 0,
    });
  });
});
