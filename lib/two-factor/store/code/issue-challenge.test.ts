import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const stateOf = async (id: string) =>
  (await opened.database.twoFactorChallenge.findUniqueOrThrow({ where: { id } })).state;

describe("issuing a code", () => {
  it("writes the challenge, its queued message and its trail, and says what was written", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const challenge = browser.newChallenge();
    const issued = await browser.issue(challenge);
    expect(issued).toMatchObject({
      issued: true,
      challenge: {
        id: challenge.id,
        accountId: person.accountId,
        purpose: "sign-in",
        state: "pending",
        attemptsLeft: 5,
        secondsLeft: 300,
        reference: "ABC",
        delivery: "queued",
      },
    });
    expect(issued.issued && issued.challenge.issuedAt).toBeInstanceOf(Date);
    expect(await opened.database.twoFactorDelivery.findUnique({ where: { id: challenge.deliveryId } })).toMatchObject({
      challengeId: challenge.id,
      state: "queued",
    });
    expect(await person.events()).toEqual(["challenge_issue"]);
    expect(await person.row()).toMatchObject({ sentThisHour: 1, sentToday: 1 });
  });

  it("makes the account's row where there is none, and keeps the second step off", async () => {
    const person = await createPerson(opened, { enabled: false });
    await person.browser("enrol").mustIssue();
    expect(await person.row()).toMatchObject({ enabledAt: null, sentThisHour: 1 });
    expect(await person.browser("enrol").issue()).toMatchObject({ issued: false, sendAgainInSeconds: 60 });
  });

  it("ends the code before it as superseded", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const first = await browser.mustIssue();
    await person.forgetSends();
    await browser.mustIssue();
    const ended = await opened.database.twoFactorChallenge.findUnique({ where: { id: first.id } });
    expect(ended).toMatchObject({ state: "superseded", endedAt: expect.any(Date) });
    await person.forgetSends();
    await browser.mustIssue();
    expect(await opened.database.twoFactorChallenge.findUnique({ where: { id: first.id } })).toEqual(ended);
  });

  it("calls a code that was late expired, and one without attempts exhausted", async () => {
    const person = await createPerson(opened);
    const [late, tired] = [person.browser(), person.browser()];
    const lateOne = await late.mustIssue();
    await person.forgetSends();
    const tiredOne = await tired.mustIssue();
    await opened.database.twoFactorChallenge.update({ where: { id: lateOne.id }, data: { expiresAt: new Date(0) } });
    await opened.database.twoFactorChallenge.update({ where: { id: tiredOne.id }, data: { attempts: 5 } });
    for (const browser of [late, tired]) {
      await person.forgetSends();
      await browser.mustIssue();
    }
    expect(await stateOf(lateOne.id)).toBe("expired");
    expect(await stateOf(tiredOne.id)).toBe("exhausted");
  });

  it("leaves the codes of other browsers and of other purposes alone", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const others = [await person.browser().mustIssue()];
    await person.forgetSends();
    others.push({ ...browser.newChallenge(), purpose: "approve" });
    await browser.issue(others.at(-1));
    await person.forgetSends();
    await browser.mustIssue();
    for (const { id } of others) expect(await stateOf(id)).toBe("pending");
  });
});

// Attack: ask for one code after the other, to flood a mailbox, to run up a bill or to guess on fresh codes.
// Every send is counted on the account's row before anything is written, whatever browser or purpose asks.
describe("sending has limits", () => {
  it("waits a minute between two, whichever browser asks, and writes nothing meanwhile", async () => {
    const person = await createPerson(opened);
    const first = await person.browser().mustIssue();
    const refused = person.browser("approve").newChallenge();
    expect(await person.browser("approve").issue(refused)).toEqual({
      issued: false,
      codesDisabled: false,
      lockedForSeconds: 0,
      sendAgainInSeconds: 60,
      capped: false,
    });
    expect(await opened.database.twoFactorChallenge.count({ where: { accountId: person.accountId } })).toBe(1);
    expect(await opened.database.twoFactorDelivery.count({ where: { accountId: person.accountId } })).toBe(1);
    expect(await person.events()).toEqual(["challenge_issue"]);
    expect(await stateOf(first.id)).toBe("pending");
  });

  it("allows five an hour", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    for (let sent = 0; sent < 5; sent += 1) {
      await browser.mustIssue();
      await opened.elapse(61);
    }
    const refused = await browser.issue();
    expect(refused).toMatchObject({ issued: false, capped: true });
    expect(!refused.issued && refused.sendAgainInSeconds).toBeGreaterThan(3200);
    await opened.elapse(3300);
    await browser.mustIssue();
    expect(await person.row()).toMatchObject({ sentThisHour: 1, sentToday: 6 });
  });

  it("allows ten a day", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    for (let sent = 0; sent < 10; sent += 1) {
      await browser.mustIssue();
      await opened.elapse(3601);
    }
    const refused = await browser.issue();
    expect(refused).toMatchObject({ issued: false, capped: true });
    expect((await opened.store.readProtection(person.accountId)).sendAgainInSeconds).toBeGreaterThan(40_000);
    await opened.elapse(86_400 - 10 * 3601);
    await browser.mustIssue();
    expect(await person.row()).toMatchObject({ sentThisHour: 1, sentToday: 1 });
  });

  it("sends nothing to a locked account or to one whose codes are disabled", async () => {
    const locked = await createPerson(opened);
    await locked.set({ wrongAnswers: 20 });
    expect(await locked.browser().issue()).toMatchObject({
      issued: false,
      codesDisabled: false,
      sendAgainInSeconds: 0,
    });
    expect((await opened.store.readProtection(locked.accountId)).lockedForSeconds).toBeGreaterThan(86_000);

    const disabled = await createPerson(opened);
    await disabled.set({ codesDisabledAt: new Date() });
    expect(await disabled.browser().issue()).toMatchObject({ issued: false, codesDisabled: true });
  });

  it("touches the budget of wrong answers in no way", async () => {
    const person = await createPerson(opened);
    const before = { wrongAnswers: 7, consecutiveWrong: 31, windowStartedAt: new Date(Date.now() - 3_600_000) };
    await person.set(before);
    await person.browser().mustIssue();
    expect(await person.row()).toMatchObject(before);
  });
});
