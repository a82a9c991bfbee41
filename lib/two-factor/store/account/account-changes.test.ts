// Attack: keep what one had after the owner changed the account: a session, a code that is on its way, an old address.
// Each change ends what rests on the old state, in the same statement or transaction.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { createAccountChanges } from "@/lib/two-factor/store/account/account-changes";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
let changes: ReturnType<typeof createAccountChanges>;
beforeAll(async () => {
  opened = await openTestStore();
  changes = createAccountChanges({ database: opened.database, limits: defaultLimits });
});
afterAll(() => opened.close());

async function openSession(accountId: string, browserHash = randomUUID()) {
  const idHash = randomUUID();
  const expiresAt = new Date(Date.now() + 3_600_000);
  await opened.database.twoFactorSession.create({
    data: { idHash, accountId, browserHash, amr: ["pwd"], acr: "x", expiresAt },
  });
  return idHash;
}

const isLive = async (idHash: string) => (await opened.store.readSession(idHash)) !== null;
const challengeOf = (id: string) => opened.database.twoFactorChallenge.findUniqueOrThrow({ where: { id } });

describe("the second step", () => {
  it("is switched on and off, also for an account without a row, and open pending sign-ins end with it", async () => {
    const person = await createPerson(opened, { enabled: false });
    const { accountId } = person;
    expect(await changes.lockTwoStep(accountId)).toMatchObject({ enabled: false });
    await changes.switchTwoStep({ accountId, enabled: true });
    expect(await changes.readTwoStep(accountId)).toMatchObject({ enabled: true });
    const browser = person.browser();
    const open = await browser.openPending();
    const challenge = await browser.mustIssue();
    await changes.switchTwoStep({ accountId, enabled: false });
    expect(await changes.readTwoStep(accountId)).toMatchObject({ enabled: false });
    expect(await browser.answerRight(challenge.id, open?.pending.id ?? "")).toBe(false);
  });
});

describe("the second step of one account", () => {
  it("is no other's: neither its setting nor a sign-in under way there", async () => {
    const [person, stranger] = [await createPerson(opened), await createPerson(opened)];
    const open = await stranger.browser().openPending();
    await changes.switchTwoStep({ accountId: person.accountId, enabled: false });
    expect(await changes.readTwoStep(stranger.accountId)).toMatchObject({ enabled: true });
    const where = { id: open?.pending.id ?? "" };
    expect(await opened.database.twoFactorPendingSignIn.findUnique({ where })).toMatchObject({ endedAt: null });
  });
});

describe("ending other sessions", () => {
  it("spares the one that is named, and other accounts", async () => {
    const [person, stranger] = [await createPerson(opened), await createPerson(opened)];
    const [own, other] = [await openSession(person.accountId), await openSession(person.accountId)];
    const theirs = await openSession(stranger.accountId);
    await changes.endOtherSessions({ accountId: person.accountId, exceptIdHash: own });
    expect([await isLive(own), await isLive(other), await isLive(theirs)]).toEqual([true, false, true]);
    await changes.endOtherSessions({ accountId: person.accountId, exceptIdHash: null });
    expect([await isLive(own), await isLive(theirs)]).toEqual([false, true]);
  });

  it("touches no sign-in of another account that is under way", async () => {
    const [person, stranger] = [await createPerson(opened), await createPerson(opened)];
    const open = await stranger.browser().openPending();
    await changes.endOtherSessions({ accountId: person.accountId, exceptIdHash: null });
    expect(await person.row()).toMatchObject({ version: 1 });
    expect(await stranger.row()).toMatchObject({ version: 0 });
    const where = { id: open?.pending.id ?? "" };
    expect(await opened.database.twoFactorPendingSignIn.findUnique({ where })).toMatchObject({ endedAt: null });
  });

  it("leaves what had ended before as it ended", async () => {
    const { accountId, browser } = await createPerson(opened);
    const where = { accountId };
    await openSession(accountId);
    await opened.database.twoFactorSession.updateMany({
      where,
      data: { revokedAt: new Date(0), revokedAs: "sign-out" },
    });
    await browser().openPending();
    await opened.database.twoFactorPendingSignIn.updateMany({
      where,
      data: { endedAt: new Date(0), endedAs: "completed" },
    });
    await changes.endOtherSessions({ accountId, exceptIdHash: null });
    expect(await opened.database.twoFactorSession.findMany({ where })).toMatchObject([{ revokedAs: "sign-out" }]);
    expect(await opened.database.twoFactorPendingSignIn.findMany({ where })).toMatchObject([{ endedAs: "completed" }]);
  });

  it("ends a sign-in that still owes its code", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const open = await browser.openPending();
    const challenge = await browser.mustIssue();
    await changes.endOtherSessions({ accountId: person.accountId, exceptIdHash: null });
    expect(await browser.answerRight(challenge.id, open?.pending.id ?? "")).toBe(false);
  });
});

describe("another address", () => {
  it("takes the place of the old one, and ends the codes on their way there and nowhere else", async () => {
    const [person, stranger] = [await createPerson(opened), await createPerson(opened)];
    const { accountId } = person;
    const [code, theirs] = [await person.browser().mustIssue(), await stranger.browser().mustIssue()];
    await changes.replaceAddress({ accountId, factor: "email", from: "person@example.com", to: "new@example.com" });
    expect(await changes.readTwoStep(accountId)).toMatchObject({
      authenticators: [{ factor: "email", address: "new@example.com" }],
    });
    expect(await challengeOf(code.id)).toMatchObject({ state: "revoked" });
    expect(await challengeOf(theirs.id)).toMatchObject({ state: "pending" });
    expect(
      await opened.database.twoFactorAuthenticator.findUnique({ where: { id: person.authenticatorId } }),
    ).toMatchObject({
      removedAt: expect.any(Date),
    });
  });

  it("is added where the old one was never registered, and never twice", async () => {
    const person = await createPerson(opened);
    const { accountId } = person;
    const change = { accountId, factor: "email", from: "unknown@example.com", to: "new@example.com" } as const;
    await changes.replaceAddress(change);
    await changes.replaceAddress(change);
    const { authenticators } = await changes.readTwoStep(accountId);
    expect(authenticators.map(({ address }) => address).sort()).toEqual(["new@example.com", "person@example.com"]);
  });
});

describe("an address that is removed", () => {
  it("takes the codes on their way there and the preference with it, and nothing else", async () => {
    const [person, stranger] = [await createPerson(opened), await createPerson(opened)];
    const { accountId } = person;
    const address = "+15005550006";
    await changes.replaceAddress({ accountId, factor: "sms", from: null, to: address });
    await changes.preferFactor({ accountId, factor: "email" });
    const [signIn, approve] = [person.browser(), person.browser("approve")];
    const code = await signIn.mustIssue();
    await person.forgetSends();
    const approving = await approve.mustIssue();
    const theirs = await stranger.browser().mustIssue();
    const { browserHash } = approve.context;
    await changes.removeAddresses({ accountId, factor: "email", approvedIn: { browserHash } });
    expect(await changes.readTwoStep(accountId)).toMatchObject({
      preferredFactor: null,
      authenticators: [{ factor: "sms", address }],
    });
    const states = [code, approving, theirs].map(async ({ id }) => (await challengeOf(id)).state);
    expect(await Promise.all(states)).toEqual(["revoked", "pending", "pending"]);
  });

  it("leaves a preference for another factor alone", async () => {
    const person = await createPerson(opened);
    const { accountId } = person;
    await changes.preferFactor({ accountId, factor: "email" });
    await changes.removeAddresses({ accountId, factor: "sms", approvedIn: { browserHash: "browser" } });
    expect(await changes.readTwoStep(accountId)).toMatchObject({
      preferredFactor: "email",
      authenticators: [{ factor: "email" }],
    });
  });
});

describe("forgetting an account", () => {
  it("leaves nothing but the trail and notices that are still to be sent, and other accounts whole", async () => {
    const [person, stranger] = [await createPerson(opened), await createPerson(opened)];
    const { accountId } = person;
    const browser = person.browser();
    await browser.openPending();
    await browser.mustIssue();
    const session = await openSession(accountId);
    const theirs = await openSession(stranger.accountId);
    const validUntil = new Date(Date.now() + 3_600_000);
    const notice = { accountId, channel: "email", sealed: "a sealed message", validUntil };
    await opened.database.twoFactorDelivery.createMany({
      data: [
        { id: randomUUID(), ...notice },
        { id: randomUUID(), ...notice, sealed: null, state: "sent" },
      ],
    });
    await changes.forget(accountId);
    const where = { accountId };
    const { database } = opened;
    const counts = [
      database.twoFactorAccount.count({ where }),
      database.twoFactorAuthenticator.count({ where }),
      database.twoFactorChallenge.count({ where }),
      database.twoFactorPendingSignIn.count({ where }),
    ];
    expect(await Promise.all(counts)).toEqual([0, 0, 0, 0]);
    expect(await database.twoFactorDelivery.findMany({ where })).toMatchObject([{ sealed: "a sealed message" }]);
    expect(await person.events()).not.toEqual([]);
    expect([await isLive(session), await isLive(theirs)]).toEqual([false, true]);
    expect(await changes.readTwoStep(stranger.accountId)).toMatchObject({ enabled: true });
  });

  it("is done once its own notices have left, whatever waits for others", async () => {
    const [person, stranger] = [await createPerson(opened), await createPerson(opened)];
    const validUntil = new Date(Date.now() + 3_600_000);
    const notice = { channel: "email", sealed: "a sealed message", validUntil };
    const [own, theirs] = [randomUUID(), randomUUID()];
    const data = [
      { id: own, accountId: person.accountId, ...notice },
      { id: theirs, accountId: stranger.accountId, ...notice },
    ];
    await opened.database.twoFactorDelivery.createMany({ data });
    expect(await changes.forget(person.accountId)).toBe(false);
    await opened.database.twoFactorDelivery.update({ where: { id: own }, data: { sealed: null, state: "sent" } });
    expect(await changes.forget(person.accountId)).toBe(true);
    expect(await opened.database.twoFactorDelivery.count({ where: { id: theirs } })).toBe(1);
  });
});
