// Attack: send everything at once, so that many answers are compared before the first is counted.
// Count, compare, consume: each is one statement that judges rows as its lock left them, so a race has one winner.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson, type TestBrowser } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const all = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const howMany = (outcomes: boolean[]) => outcomes.filter(Boolean).length;
const sessionsOf = (accountId: string) => opened.database.twoFactorSession.count({ where: { accountId } });
const liveOf = (accountId: string) => opened.database.twoFactorChallenge.count({ where: { accountId, endedAt: null } });

type Person = Awaited<ReturnType<typeof createPerson>>;

type Visit = { browser: TestBrowser; pendingId: string; codes: string[] };

function everyDeed(person: Person): ((visit: Visit) => Promise<unknown>)[] {
  const newestOf = ({ codes }: Visit) => codes.at(-1) ?? "";
  return [
    (visit) => visit.browser.answerWrong(newestOf(visit)),
    (visit) => visit.browser.answerRight(newestOf(visit), visit.pendingId),
    async ({ browser, codes }) => {
      await person.forgetSends();
      const challenge = browser.newChallenge();
      if ((await browser.issue(challenge)).issued) codes.push(challenge.id);
      await fail(challenge.deliveryId, browser);
    },
    async ({ browser, pendingId }) => {
      await person.forgetSends();
      await browser.switchChannel(pendingId);
    },
    ({ browser }) => browser.openPending(),
    () => opened.store.readProtection(person.accountId),
    () => opened.store.sweep(),
  ];
}

function fail(deliveryId: string, { context }: TestBrowser) {
  const failed = { state: "failed", provider: "test", failure: "timeout", attempts: 1, claim: 0 } as const;
  return opened.store.markDelivery({ deliveryId, context, ...failed });
}

async function sendTo(person: Person, browser = person.browser()) {
  await person.forgetSends();
  return { browser, challenge: await browser.mustIssue() };
}

describe("at once", () => {
  it("200 wrong answers to one code: exactly 5 are compared", async () => {
    const person = await createPerson(opened);
    const { browser, challenge } = await sendTo(person);
    expect(howMany(await all(200, () => browser.answerWrong(challenge.id)))).toBe(5);
    expect(await person.row()).toMatchObject({ wrongAnswers: 5, consecutiveWrong: 5 });
    expect((await person.events()).filter((event) => event === "challenge_exhaust")).toHaveLength(1);
  });

  it("200 right answers: exactly one session", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const pendingId = (await browser.openPending())?.pending.id ?? "";
    const { challenge } = await sendTo(person, browser);
    expect(howMany(await all(200, () => browser.answerRight(challenge.id, pendingId)))).toBe(1);
    expect(await sessionsOf(person.accountId)).toBe(1);
    expect((await person.events()).filter((event) => event === "session_created")).toHaveLength(1);
  });

  it("400 wrong answers to 40 codes of one account: exactly 20 are compared", async () => {
    const person = await createPerson(opened);
    const answers: (() => Promise<boolean>)[] = [];
    for (let code = 0; code < 40; code += 1) {
      const { browser, challenge } = await sendTo(person);
      answers.push(() => browser.answerWrong(challenge.id));
    }
    const compared = await Promise.all(Array.from({ length: 10 }, () => answers.map((answer) => answer())).flat());
    expect(compared).toHaveLength(400);
    expect(howMany(compared)).toBe(20);
    expect(await person.row()).toMatchObject({ wrongAnswers: 20, consecutiveWrong: 20 });
  });

  it("50 requests for a code: one is sent, one is live", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const issued = await all(50, () => browser.issue());
    expect(howMany(issued.map((answer) => answer.issued))).toBe(1);
    for (const refused of issued) if (!refused.issued) expect(refused.sendAgainInSeconds).toBeGreaterThan(0);
    expect(await liveOf(person.accountId)).toBe(1);
    expect(await person.row()).toMatchObject({ sentThisHour: 1, sentToday: 1 });
  });

  it("50 requests for the first code ever, before the account has a row: one is sent", async () => {
    const person = await createPerson(opened, { enabled: false });
    const issued = await all(50, () => person.browser("enrol").issue());
    expect(howMany(issued.map((answer) => answer.issued))).toBe(1);
    for (const refused of issued) if (!refused.issued) expect(refused.sendAgainInSeconds).toBeGreaterThan(0);
    expect(await person.row()).toMatchObject({ sentThisHour: 1 });
  });

  it("codes that are asked for while their sends fail and are given back: one is live, nobody sees an error", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const refused = await all(200, async () => {
      const challenge = browser.newChallenge();
      const answer = await browser.issue(challenge);
      if (answer.issued) await fail(challenge.deliveryId, browser);
      return answer.issued ? null : answer.sendAgainInSeconds;
    });
    expect(refused).not.toContain(0);
    expect(await liveOf(person.accountId)).toBe(1);
  });

  it("50 switches to the other channel: one code is sent, one is live, and the sign-in goes its way", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const pendingId = (await browser.openPending())?.pending.id ?? "";
    await sendTo(person, browser);
    await person.forgetSends();
    const issued = await all(50, (index) => browser.switchChannel(pendingId, index % 2 ? "sms" : "email"));
    expect(howMany(issued.map((answer) => answer.issued))).toBe(1);
    expect(await liveOf(person.accountId)).toBe(1);
    const [code] = issued.flatMap((answer) => (answer.issued ? [answer.challenge] : []));
    const pending = await opened.database.twoFactorPendingSignIn.findUniqueOrThrow({ where: { id: pendingId } });
    expect(pending.factor).toBe(code?.factor);
    expect(await person.row()).toMatchObject({ sentThisHour: 1, sentToday: 1 });
  });

  it("a right answer and a switch: one of the two, and never a live code of a sign-in that is over", async () => {
    const outcomes = await all(20, async () => {
      const person = await createPerson(opened);
      const browser = person.browser();
      const pendingId = (await browser.openPending())?.pending.id ?? "";
      const { challenge } = await sendTo(person, browser);
      await person.forgetSends();
      const [isSignedIn, switched] = await Promise.all([
        browser.answerRight(challenge.id, pendingId),
        browser.switchChannel(pendingId),
      ]);
      expect(isSignedIn).not.toBe(switched.issued);
      expect(await liveOf(person.accountId)).toBe(switched.issued ? 1 : 0);
      expect(await sessionsOf(person.accountId)).toBe(isSignedIn ? 1 : 0);
      return isSignedIn;
    });
    expect(outcomes).toHaveLength(20);
  });

  it("50 right passwords from one browser: one pending sign-in, the same for all", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const pending = await all(50, () => browser.openPending());
    expect(new Set(pending.map((found) => found?.pending.id)).size).toBe(1);
    expect(await opened.database.twoFactorPendingSignIn.count({ where: { accountId: person.accountId } })).toBe(1);
  });
});

describe("the account's budget under pressure", () => {
  it("is refilled by no new code and no new sign-in", async () => {
    const person = await createPerson(opened);
    let compared = 0;
    for (let round = 0; round < 8; round += 1) {
      const browser = person.browser();
      await browser.openPending();
      const { challenge } = await sendTo(person, browser).catch(() => ({ challenge: { id: "none was sent" } }));
      compared += howMany(await all(20, () => browser.answerWrong(challenge.id)));
    }
    expect(compared).toBe(20);
  });

  it("once spent refuses the right answer too, however many come", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const pendingId = (await browser.openPending())?.pending.id ?? "";
    const { challenge } = await sendTo(person, browser);
    await person.set({ wrongAnswers: 20, windowStartedAt: new Date() });
    expect(howMany(await all(50, () => browser.answerRight(challenge.id, pendingId)))).toBe(0);
    expect(await sessionsOf(person.accountId)).toBe(0);
  });

  it("survives everything at once: no deadlock, no count past its end, one session a pending sign-in", async () => {
    const person = await createPerson(opened);
    const { accountId } = person;
    const visits: Visit[] = [];
    for (let count = 0; count < 6; count += 1) {
      const browser = person.browser();
      const pendingId = (await browser.openPending())?.pending.id ?? "";
      visits.push({ browser, pendingId, codes: [(await sendTo(person, browser)).challenge.id] });
    }
    const deeds = everyDeed(person);
    // A deadlock, as any error, rejects here.
    await Promise.all(
      Array.from({ length: 25 }, () => visits.flatMap((visit) => deeds.map((deed) => deed(visit)))).flat(),
    );
    expect((await person.row()).wrongAnswers).toBeLessThanOrEqual(20);
    expect(await opened.database.twoFactorChallenge.count({ where: { accountId, attempts: { gt: 5 } } })).toBe(0);
    expect(await liveOf(accountId)).toBeLessThanOrEqual(visits.length);
    const sessions = await opened.database.twoFactorSession.groupBy({
      by: ["browserHash"],
      where: { accountId },
      _count: true,
    });
    expect(sessions.filter(({ _count }) => _count > 1)).toEqual([]);
  });
});
