import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson, type TestBrowser } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

async function codeFor(browser: TestBrowser) {
  await opened.database.twoFactorAccount.update({
    where: { accountId: browser.owned.accountId },
    data: { lastSentAt: null, sentThisHour: 0, sentToday: 0 },
  });
  return (await browser.mustIssue()).id;
}

describe("an answer is counted before it is compared", () => {
  it("hands out the code's MAC and counts on challenge and account", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const id = await codeFor(browser);
    expect(await browser.reserve(id)).toEqual({
      expected: "what was sent",
      kept: null,
      at: expect.any(Date),
      attemptsLeft: 4,
    });
    expect(await person.row()).toMatchObject({ wrongAnswers: 1, consecutiveWrong: 1 });
  });

  it("compares five answers of a code and no sixth, right or wrong", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const id = await codeFor(browser);
    const compared = [];
    for (let answer = 0; answer < 7; answer += 1) compared.push(await browser.answerWrong(id));
    expect(compared).toEqual([true, true, true, true, true, false, false]);
    expect(await opened.database.twoFactorChallenge.findUnique({ where: { id } })).toMatchObject({
      state: "exhausted",
      attempts: 5,
      endedAt: expect.any(Date),
    });
    expect((await person.events()).slice(1)).toEqual([...Array(5).fill("challenge_answer_fail"), "challenge_exhaust"]);
    expect(await person.row()).toMatchObject({ wrongAnswers: 5 });
  });

  // Attack: answer wrong beside the right answer, so that a code that was used reads as one that was guessed at.
  it("leaves a code as it ended, where a wrong answer was still on its way", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const id = await codeFor(browser);
    for (let answer = 0; answer < 5; answer += 1) await browser.reserve(id);
    const answered = { state: "answered", endedAt: new Date(0) };
    await opened.database.twoFactorChallenge.update({ where: { id }, data: answered });
    await opened.store.recordWrongAnswer({ challengeId: id, accountId: person.accountId, context: browser.context });
    expect(await opened.database.twoFactorChallenge.findUnique({ where: { id } })).toMatchObject(answered);
    expect(await person.events()).not.toContain("challenge_exhaust");
  });

  // Attack: flood a person whose codes have just been switched off with messages that say so.
  it("switches codes off, and tells of it, once, though several wrong answers are on their way", async () => {
    const person = await createPerson(opened);
    await person.set({ consecutiveWrong: 48 });
    const browsers = [person.browser(), person.browser()];
    const ids = [];
    for (const browser of browsers) ids.push(await codeFor(browser));
    for (const [each, browser] of browsers.entries()) await browser.reserve(ids[each] ?? "");
    const { accountId } = person;
    for (const challengeId of ids) {
      const notices = [{ deliveryId: randomUUID(), channel: "email" as const, sealed: "sealed" }];
      await opened.store.recordWrongAnswer({ challengeId, accountId, context: person.browser().context, notices });
    }
    expect((await person.events()).filter((event) => event === "codes_disable")).toHaveLength(1);
    expect(await opened.database.twoFactorDelivery.count({ where: { accountId, challengeId: null } })).toBe(1);
  });

  // Attack: use a code for something it was not sent for: from another browser, for another purpose or deed.
  // All of it comes from the server and stands in the statement's conditions; a mismatch does not even count.
  it("compares nothing for another account, purpose, browser or binding", async () => {
    const person = await createPerson(opened);
    const stranger = await createPerson(opened);
    const browser = person.browser();
    const id = await codeFor(browser);
    const mismatches = [
      { accountId: stranger.accountId },
      { purpose: "approve" as const },
      { browserHash: "another" },
      { bindingDigest: "another" },
      { challengeId: randomUUID() },
    ];
    for (const mismatch of mismatches) {
      expect(await opened.store.reserveAttempt({ challengeId: id, ...browser.owned, ...mismatch })).toBeNull();
    }
    expect(await person.row()).toMatchObject({ wrongAnswers: 0 });
    expect(await stranger.row()).toMatchObject({ wrongAnswers: 0 });
    expect(await browser.reserve(id)).toMatchObject({ attemptsLeft: 4 });
  });

  it("burns nothing of the budget on a code that is over", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const superseded = await codeFor(browser);
    const expired = await codeFor(browser);
    expect(await browser.reserve(superseded)).toBeNull();
    await opened.elapse(301);
    expect(await browser.reserve(expired)).toBeNull();
    expect(await person.row()).toMatchObject({ wrongAnswers: 0, consecutiveWrong: 0 });
  });

  it("judges time by the database: a code lives five minutes and no more", async () => {
    const browser = (await createPerson(opened)).browser();
    const id = await codeFor(browser);
    await opened.elapse(298);
    expect(await browser.reserve(id)).not.toBeNull();
    await opened.elapse(3);
    expect(await browser.reserve(id)).toBeNull();
  });
});

// Attack: someone holds the password and guesses on, with new codes, other browsers, other purposes.
// The budget belongs to the account: 20 wrong answers in 24 hours, 50 in a row ever.
describe("the account's budget", () => {
  async function guess(person: Awaited<ReturnType<typeof createPerson>>, answers: number) {
    let compared = 0;
    for (let answer = 0; answer < answers; answer += 5) {
      const browser = person.browser(answer % 10 === 0 ? "sign-in" : "approve");
      await person.forgetSends();
      const issued = await browser.issue();
      for (let tries = 0; issued.issued && tries < Math.min(5, answers - answer); tries += 1) {
        compared += Number(await browser.answerWrong(issued.challenge.id));
      }
    }
    return compared;
  }

  it("ends after 20 wrong answers over all codes, browsers and purposes, and says so once", async () => {
    const person = await createPerson(opened);
    const waiting = person.browser();
    const unanswered = await codeFor(waiting);
    expect(await guess(person, 30)).toBe(20);
    expect(await waiting.reserve(unanswered)).toBeNull();
    expect((await person.events()).filter((event) => event === "authn_login_lock")).toHaveLength(1);
    const { lockedForSeconds } = await opened.store.readProtection(person.accountId);
    expect(lockedForSeconds).toBeGreaterThan(86_000);
    expect(lockedForSeconds).toBeLessThanOrEqual(86_400);
  });

  it("is whole again when 24 hours have passed since the first of them, and not before", async () => {
    const person = await createPerson(opened);
    await guess(person, 20);
    await opened.elapse(86_400 - 60);
    expect(await guess(person, 1)).toBe(0);
    await opened.elapse(61);
    expect(await guess(person, 1)).toBe(1);
    expect(await person.row()).toMatchObject({ wrongAnswers: 1, consecutiveWrong: 21 });
  });

  it("starts its window with the first wrong answer, not with the account", async () => {
    const person = await createPerson(opened);
    await opened.elapse(86_000);
    await guess(person, 20);
    await opened.elapse(1000);
    expect(await guess(person, 1)).toBe(0);
  });

  it("disables codes after 50 in a row, for good, the right one included", async () => {
    const person = await createPerson(opened);
    let compared = 0;
    for (let day = 0; day < 4; day += 1) {
      compared += await guess(person, 20);
      await opened.elapse(86_401);
    }
    expect(compared).toBe(50);
    const events = await person.events();
    expect(events.filter((event) => event === "codes_disable")).toHaveLength(1);
    expect(events.filter((event) => event === "authn_login_lock")).toHaveLength(2);
    expect((await person.row()).codesDisabledAt).toBeInstanceOf(Date);
    expect(await opened.store.readProtection(person.accountId)).toMatchObject({ codesDisabled: true });
  });

  it("counts an answer whose comparing died as wrong", async () => {
    const person = await createPerson(opened);
    await person.set({ consecutiveWrong: 49 });
    const browser = person.browser();
    const id = await codeFor(browser);
    expect(await browser.reserve(id)).not.toBeNull();
    expect(await browser.reserve(id)).toBeNull();
    expect(await opened.store.readProtection(person.accountId)).toMatchObject({ codesDisabled: true });
  });

  it("tells a wrong answer how the account stands after it", async () => {
    const person = await createPerson(opened);
    await person.set({ wrongAnswers: 19, consecutiveWrong: 49, windowStartedAt: new Date() });
    const browser = person.browser();
    const challengeId = await codeFor(browser);
    await browser.reserve(challengeId);
    const { accountId, context } = { accountId: person.accountId, context: browser.context };
    const told = await opened.store.recordWrongAnswer({ challengeId, accountId, context });
    expect(told.codesDisabled).toBe(true);
    expect(told.lockedForSeconds).toBeGreaterThan(86_000);
  });
});

describe("codes that were replaced", () => {
  it("are found for their owner, newest first, five at most, a day long", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const ids = [];
    for (let sent = 0; sent < 7; sent += 1) ids.push(await codeFor(browser));
    const find = (change = {}) => opened.store.findSupersededCodes({ ...browser.owned, ...change });
    const found = await find();
    expect(found.map(({ id }) => id)).toEqual(ids.slice(1, 6).reverse());
    expect(found[0]).toEqual({
      id: ids[5],
      factor: "email",
      reference: "ABC",
      bindingDigest: browser.owned.bindingDigest,
      expected: "what was sent",
    });
    expect(await find({ browserHash: "another" })).toEqual([]);
    expect(await find({ purpose: "approve" })).toEqual([]);
    await opened.elapse(86_401);
    expect(await find()).toEqual([]);
  });

  it("are those alone, not codes that ended by themselves", async () => {
    const browser = (await createPerson(opened)).browser();
    const exhausted = await codeFor(browser);
    for (let answer = 0; answer < 5; answer += 1) await browser.answerWrong(exhausted);
    await codeFor(browser);
    expect(await opened.store.findSupersededCodes(browser.owned)).toEqual([]);
  });
});
