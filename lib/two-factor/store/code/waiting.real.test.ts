// Attack: let two requests meet in the moment between looking and writing.
// A statement that had to wait judges the rows as it finds them then, not as they were when it began.
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPerson, spent } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";
import type { Prisma } from "@/prisma/client/client";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

/** Starts `works` while an uncommitted `change` stands in their way, and commits it when all of them wait. */
async function meanwhile<T>(
  change: (tx: Prisma.TransactionClient) => Promise<unknown>,
  works: (() => Promise<T>)[],
  afterwards: (tx: Prisma.TransactionClient) => Promise<unknown> = async () => undefined,
) {
  let started: Promise<T>[] = [];
  await opened.database.$transaction(async (tx) => {
    await change(tx);
    started = works.map((work) => work());
    await expect.poll(countWaiting).toBe(works.length);
    await afterwards(tx);
  });
  return Promise.all(started);
}

async function countWaiting() {
  const [row] = await opened.database.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS waiting FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row?.waiting;
}

type Person = Awaited<ReturnType<typeof createPerson>>;
type Data = Prisma.TwoFactorAccountUpdateInput;

const changing = (person: Person, data: Data) => (tx: Prisma.TransactionClient) =>
  tx.twoFactorAccount.update({ where: { accountId: person.accountId }, data });

it("opens no session when the second step was switched on meanwhile", async () => {
  const person = await createPerson(opened);
  await person.set({ enabledAt: null });
  const { newSession, context } = person.browser();
  const session = newSession();
  const switchOn = changing(person, { enabledAt: new Date() });
  expect(
    await meanwhile(switchOn, [() => opened.store.openSession({ session, accountVersion: null, context })]),
  ).toEqual([false]);
  expect(await opened.store.readSession(session.idHash)).toBeNull();
});

it("owes no second step when it was switched off meanwhile", async () => {
  const person = await createPerson(opened);
  const switchOff = changing(person, { enabledAt: null });
  expect(await meanwhile(switchOff, [() => person.browser().openPending()])).toEqual([null]);
});

it("counts no answer when codes were disabled meanwhile", async () => {
  const person = await createPerson(opened);
  const browser = person.browser();
  const { id } = await browser.mustIssue();
  const disable = changing(person, { codesDisabledAt: new Date() });
  expect(await meanwhile(disable, [() => browser.reserve(id)])).toEqual([null]);
  expect(await person.row()).toMatchObject({ wrongAnswers: 0 });
});

it("counts no answer to a code that was replaced meanwhile, and charges the account nothing", async () => {
  const person = await createPerson(opened);
  const browser = person.browser();
  const { id } = await browser.mustIssue();
  const replace = (tx: Prisma.TransactionClient) =>
    tx.twoFactorChallenge.update({ where: { id }, data: { state: "superseded", endedAt: new Date() } });
  expect(await meanwhile(replace, [() => browser.reserve(id)])).toEqual([null]);
  expect(await person.row()).toMatchObject({ wrongAnswers: 0 });
});

it("ends a code once, however many wrong answers wait to end it", async () => {
  const person = await createPerson(opened);
  const { accountId } = person;
  const browser = person.browser();
  const { id: challengeId } = await browser.mustIssue();
  for (let answer = 0; answer < 5; answer += 1) await browser.reserve(challengeId);
  await person.set({ consecutiveWrong: 50 });
  const record = () => opened.store.recordWrongAnswer({ challengeId, accountId, context: browser.context });
  await meanwhile(changing(person, { sentToday: 1 }), Array(5).fill(record));
  const events = await person.events();
  expect(events.filter((event) => event === "challenge_answer_fail")).toHaveLength(5);
  expect(events.filter((event) => event === "challenge_exhaust")).toHaveLength(1);
  expect(events.filter((event) => event === "codes_disable")).toHaveLength(1);
});

it("opens one session of many that wait, and none when the code or the pending sign-in ended meanwhile", async () => {
  const person = await createPerson(opened);
  const browser = person.browser();
  const { context } = browser;
  const pendingSignInId = (await browser.openPending())?.pending.id ?? "";
  const { id: challengeId } = await browser.mustIssue();
  await browser.reserve(challengeId);
  const complete = () =>
    opened.store.completeSignIn({ challengeId, spent, pendingSignInId, session: browser.newSession(), context });
  const row = { id: challengeId };
  const attempt = (tx: Prisma.TransactionClient) =>
    tx.twoFactorChallenge.update({ where: row, data: { expiresAt: new Date(0) } });
  expect(await meanwhile(attempt, [complete])).toEqual([false]);
  await opened.database.twoFactorChallenge.update({ where: row, data: { expiresAt: new Date(Date.now() + 60_000) } });
  const renewed = { expiresAt: new Date(0) };
  const late = (tx: Prisma.TransactionClient) =>
    tx.twoFactorPendingSignIn.update({ where: { id: pendingSignInId }, data: renewed });
  expect(await meanwhile(late, [complete])).toEqual([false]);
  await browser.openPending();
  const outcomes = await meanwhile(changing(person, { sentToday: 1 }), Array(5).fill(complete));
  expect(outcomes.filter(Boolean)).toHaveLength(1);
});

it("sends no code when one was sent or codes were disabled meanwhile, and says which", async () => {
  const person = await createPerson(opened);
  const issue = [() => person.browser().issue()];
  const sent = changing(person, { lastSentAt: new Date(Date.now() - 30_000) });
  const [tooSoon] = await meanwhile(sent, issue);
  expect(tooSoon).toMatchObject({ issued: false, codesDisabled: false });
  expect(tooSoon?.issued === false && tooSoon.sendAgainInSeconds).toBeLessThanOrEqual(30);
  const disabled = changing(person, { codesDisabledAt: new Date() });
  expect(await meanwhile(disabled, issue)).toMatchObject([{ issued: false, codesDisabled: true }]);
});

it("sends no second code when the account's row came into being meanwhile", async () => {
  const person = await createPerson(opened, { enabled: false });
  const { accountId } = person;
  const first = (tx: Prisma.TransactionClient) =>
    tx.twoFactorAccount.create({ data: { accountId, lastSentAt: new Date(), sentThisHour: 1 } });
  expect(await meanwhile(first, [() => person.browser("enrol").issue()])).toEqual([
    { issued: false, codesDisabled: false, lockedForSeconds: 0, sendAgainInSeconds: 60, capped: false },
  ]);
  expect(await person.row()).toMatchObject({ sentThisHour: 1 });
});

/** A code of this browser that another request commits while `browser` waits, with what it left in the account's row. */
async function whileACodeIsWritten(account: Data) {
  const person = await createPerson(opened);
  const browser = person.browser();
  const { deliveryId: _, message: __, ...written } = browser.newChallenge();
  const writeCode = async (tx: Prisma.TransactionClient) => {
    await changing(person, account)(tx);
    await tx.twoFactorChallenge.create({
      data: { ...written, maxAttempts: 5, expiresAt: new Date(Date.now() + 60_000) },
    });
  };
  const [issued] = await meanwhile(writeCode, [() => browser.issue()]);
  const codes = await opened.database.twoFactorChallenge.findMany({ where: browser.owned, orderBy: { state: "asc" } });
  const messages = await opened.database.twoFactorDelivery.count({ where: { accountId: person.accountId } });
  return { issued, written, codes: codes.map(({ id, state }) => ({ id, state })), messages };
}

it("lets the code win that was written meanwhile", async () => {
  const { issued, written, codes, messages } = await whileACodeIsWritten({ sentToday: 1, lastSentAt: new Date() });
  expect(issued).toMatchObject({ issued: false, sendAgainInSeconds: 60 });
  expect(codes).toEqual([{ id: written.id, state: "pending" }]);
  expect(messages).toBe(0);
});

it("sees the code that was written meanwhile, and ends it where it may send the next one", async () => {
  const { issued, written, codes, messages } = await whileACodeIsWritten({ sentToday: 1 });
  const next = issued?.issued ? issued.challenge.id : "";
  expect(codes).toEqual([
    { id: next, state: "pending" },
    { id: written.id, state: "superseded" },
  ]);
  expect(messages).toBe(1);
});

it("gives a failed send back to the account as it is then", async () => {
  const person = await createPerson(opened);
  const browser = person.browser();
  const { deliveryId } = await browser.mustIssue();
  const failed = { deliveryId, state: "failed", provider: "test", failure: "timeout", attempts: 1, claim: 0 } as const;
  const fail = () => opened.store.markDelivery({ ...failed, context: browser.context });
  await meanwhile(changing(person, { sentThisHour: 4, sentToday: 9 }), [fail, fail]);
  expect(await person.row()).toMatchObject({ sentThisHour: 3, sentToday: 8, lastSentAt: null });
});

it("holds nothing while it waits for the account, so that no two ever wait for each other", async () => {
  const person = await createPerson(opened);
  const { accountId } = person;
  const browser = person.browser();
  const { context } = browser;
  const pendingSignInId = (await browser.openPending())?.pending.id ?? "";
  const { id: challengeId, deliveryId } = await browser.mustIssue();
  await browser.reserve(challengeId);
  const failed = { state: "failed", provider: "test", failure: "timeout", attempts: 1, claim: 0 } as const;
  const holdAll = async (tx: Prisma.TransactionClient) => {
    for (const table of ["two_factor_challenge", "two_factor_pending_sign_in", "two_factor_delivery"]) {
      await tx.$queryRawUnsafe(`SELECT FROM ${table} WHERE account_id = $1 FOR UPDATE NOWAIT`, accountId);
    }
  };
  const everyMethodThatLocks: (() => Promise<unknown>)[] = [
    () => browser.openPending(),
    () => browser.issue(),
    () => browser.switchChannel(pendingSignInId),
    () => browser.reserve(challengeId),
    () => opened.store.recordWrongAnswer({ challengeId, accountId, context }),
    () => opened.store.markDelivery({ ...failed, deliveryId, context }),
    () => opened.store.openSession({ session: browser.newSession(), accountVersion: null, context }),
    () => opened.store.completeSignIn({ challengeId, spent, pendingSignInId, session: browser.newSession(), context }),
  ];
  for (const work of everyMethodThatLocks) await meanwhile(changing(person, { sentToday: 1 }), [work], holdAll);
});

it("never waits to sweep: what somebody holds is left for the next time", async () => {
  const browser = (await createPerson(opened)).browser();
  const { id } = await browser.mustIssue();
  await opened.elapse(86_400 * 2);
  await opened.database.$transaction(async (tx) => {
    await tx.twoFactorChallenge.update({ where: { id }, data: { reference: "XYZ" } });
    await opened.store.sweep();
  });
  expect(await opened.database.twoFactorChallenge.count({ where: { id } })).toBe(1);
  await opened.store.sweep();
  expect(await opened.database.twoFactorChallenge.count({ where: { id } })).toBe(0);
});
