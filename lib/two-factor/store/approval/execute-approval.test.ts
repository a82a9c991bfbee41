import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UnexecutedEnd } from "@/lib/two-factor/core/approval/records";
import { defaultLimits as limits } from "@/lib/two-factor/core/limit/limits";
import { createApprovalStore } from "@/lib/two-factor/store/approval/approval-store";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
let store: ReturnType<typeof createApprovalStore>;
beforeAll(async () => {
  opened = await openTestStore();
  store = createApprovalStore({ database: opened.database, limits });
});
afterAll(() => opened.close());

type Ready = Awaited<ReturnType<typeof answeredApproval>>;

/** A proposed approval whose code was answered, and what executing it takes. */
async function answeredApproval() {
  const person = await createPerson(opened);
  const browser = person.browser("approve");
  const { accountId, browserHash } = browser.owned;
  const session = browser.newSession();
  await opened.database.twoFactorSession.create({ data: { ...session, expiresAt: new Date(Date.now() + 3_600_000) } });
  const challenge = browser.newChallenge();
  const owner = { approvalId: randomUUID(), sessionIdHash: session.idHash, browserHash };
  const what = { action: "buy", lines: [], digest: "digest", sealed: { input: {}, binds: {} } };
  const approval = { ...owner, ...what, id: owner.approvalId, accountId, reasons: [], locale: "en" };
  await store.propose({ approval, challenge, context: browser.context });
  await store.reserveApprovalAttempt(owner, ["email"]);
  const receipt = { challengeId: challenge.id, factor: "email", destination: null, reference: "ABC" };
  const input = { ...{ owner, accountId, digest: "digest" }, output: null, receipt, spends: null };
  return { person, browser, input: { ...input, context: browser.context } };
}

const answerOnceMore = ({ input }: Ready) => store.reserveApprovalAttempt(input.owner, ["email"]);

function execute({ input }: Ready): Promise<boolean> {
  return store.transaction(async (within) => ({ commit: true, value: await within.executeApproval(input) }));
}

const notices = [
  { deliveryId: "one", channel: "email" as const, sealed: "sealed one" },
  { deliveryId: "other", channel: "sms" as const, sealed: "sealed other" },
];

/** As `execute`, with two notices of its own; undone where it is not to be kept. */
async function executeAndNotify({ input, person }: Ready, isKept = true) {
  const own = notices.map((notice) => ({ ...notice, deliveryId: `${notice.deliveryId} ${person.accountId}` }));
  const value = await store.transaction(async (within) => {
    const isFirst = await within.executeApproval({ ...input, notices: own });
    return { commit: isKept, value: isFirst };
  });
  const where = { accountId: person.accountId, challengeId: null };
  return { value, queued: await opened.database.twoFactorDelivery.findMany({ where, orderBy: { id: "asc" } }) };
}

function endUnexecuted({ input }: Ready, end: UnexecutedEnd): Promise<boolean> {
  const ending = { owner: input.owner, end, context: input.context };
  return store.transaction(async (within) => ({ commit: true, value: await within.endApproval(ending) }));
}

type Data<Row extends "Challenge" | "Approval" | "Session"> = Parameters<
  (typeof opened.database)[`twoFactor${Row}`]["update"]
>[0]["data"];

function changeCode({ input }: Ready, data: Data<"Challenge">) {
  return opened.database.twoFactorChallenge.update({ where: { id: input.receipt.challengeId }, data });
}

function changeApproval({ input }: Ready, data: Data<"Approval">) {
  return opened.database.twoFactorApproval.update({ where: { id: input.owner.approvalId }, data });
}

function changeSession({ input }: Ready, data: Data<"Session">) {
  return opened.database.twoFactorSession.update({ where: { idHash: input.owner.sessionIdHash }, data });
}

const ended = { endedAt: new Date(), state: "superseded" };
const becameVoid: UnexecutedEnd = { state: "void", voidReason: "changed", refusal: null, changes: [] };

describe("executing an approval", () => {
  it("consumes the code and gives its own reservation back, once", async () => {
    const ready = await answeredApproval();
    await ready.person.set({ wrongAnswers: 13, consecutiveWrong: 40 });
    expect(await execute(ready)).toBe(true);
    expect(await ready.person.row()).toMatchObject({ wrongAnswers: 12, consecutiveWrong: 0 });
    expect(await execute(ready)).toBe(false);
    expect(await ready.person.row()).toMatchObject({ wrongAnswers: 12 });
  });

  // Attack: put together the halves of two approvals, or come with what has ended meanwhile.
  // Code, approval and session must be of one account and one browser, alive, and an attempt counted.
  it("happens only where code, approval and session belong together and are alive", async () => {
    const other = await answeredApproval();
    const refusedWhen: Record<string, (ready: Ready) => unknown> = {
      "the code is another person's": ({ input }) =>
        Object.assign(input.receipt, { challengeId: other.input.receipt.challengeId }),
      "the code is another approval's of the same browser": (ready) =>
        changeApproval(ready, { challengeId: "another" }),
      "the code was for something else": (ready) => changeCode(ready, { purpose: "sign-in" }),
      "the code is another browser's": (ready) => changeCode(ready, { browserHash: "another" }),
      "no attempt was counted": (ready) => changeCode(ready, { attempts: 0 }),
      "the code is too late": (ready) => changeCode(ready, { expiresAt: new Date(0) }),
      "the code was replaced": (ready) => changeCode(ready, ended),
      "the account is another": ({ input }) => Object.assign(input, { accountId: other.input.accountId }),
      "the session is another": ({ input }) => Object.assign(input.owner, { sessionIdHash: "another" }),
      "the browser is another": ({ input }) => Object.assign(input.owner, { browserHash: "another" }),
      "code and asker are in another browser": async (ready) => {
        await changeCode(ready, { browserHash: "another" });
        Object.assign(ready.input.owner, { browserHash: "another" });
      },
      "it was sealed differently": ({ input }) => Object.assign(input, { digest: "another" }),
      "the approval is too late": (ready) => changeApproval(ready, { expiresAt: new Date(0) }),
      "the approval is over": (ready) => changeApproval(ready, { ...ended, state: "declined" }),
      "the session is over": (ready) => changeSession(ready, { revokedAt: new Date(), revokedAs: "revoked" }),
      "the session is idle": (ready) => changeSession(ready, { lastSeenAt: new Date(0) }),
      "the session is another account's by now": (ready) => changeSession(ready, { accountId: other.input.accountId }),
    };
    for (const [why, prepare] of Object.entries(refusedWhen)) {
      const ready = await answeredApproval();
      await prepare(ready);
      const before = await ready.person.row();
      expect(await execute(ready), why).toBe(false);
      expect(await ready.person.row(), why).toEqual(before);
    }
    expect(await execute(other)).toBe(true);
  });
});

describe("the notices of an approval", () => {
  it("are queued with it, for its account, and due at once", async () => {
    const ready = await answeredApproval();
    const { value, queued } = await executeAndNotify(ready);
    expect(value).toBe(true);
    expect(queued).toMatchObject([
      { id: `one ${ready.person.accountId}`, channel: "email", sealed: "sealed one", state: "queued", claims: 0 },
      { id: `other ${ready.person.accountId}`, channel: "sms", sealed: "sealed other", state: "queued", claims: 0 },
    ]);
    const due = await opened.store.claimDueDeliveries({ atMost: 100 });
    expect(due.map(({ id }) => id)).toEqual(expect.arrayContaining(queued.map(({ id }) => id)));
  });

  it("are not there where nothing was executed", async () => {
    const ready = await answeredApproval();
    await changeApproval(ready, { ...ended, state: "declined" });
    expect(await executeAndNotify(ready)).toEqual({ value: false, queued: [] });
  });

  it("are news for a day, and then nobody sends them any more", async () => {
    const { queued } = await executeAndNotify(await answeredApproval());
    const look = async () => {
      const due = await opened.store.claimDueDeliveries({ atMost: 100 });
      return due.filter(({ id }) => queued.some((own) => own.id === id)).map(({ isWanted }) => isWanted);
    };
    await opened.elapse(86_300);
    expect(await look()).toEqual([true, true]);
    await opened.elapse(200);
    expect(await look()).toEqual([false, false]);
  });

  it("are undone with it", async () => {
    const ready = await answeredApproval();
    expect(await executeAndNotify(ready, false)).toEqual({ value: true, queued: [] });
    expect((await executeAndNotify(ready)).queued).toHaveLength(2);
  });
});

// Attack: answer a code that is no longer one, or that is another's, and have it compared all the same.
describe("an answer to an approval", () => {
  it("is compared only where code, approval and account take it, and is not counted elsewhere", async () => {
    const refusedWhen: Record<string, (ready: Ready) => unknown> = {
      "the code was for something else": (ready) => changeCode(ready, { purpose: "sign-in" }),
      "the code is another browser's": (ready) => changeCode(ready, { browserHash: "another" }),
      "the code is too late": (ready) => changeCode(ready, { expiresAt: new Date(0) }),
      "the code was replaced": (ready) => changeCode(ready, ended),
      "the code has no attempt left": (ready) => changeCode(ready, { attempts: limits.code.wrongAnswers }),
      "the approval is too late": (ready) => changeApproval(ready, { expiresAt: new Date(0) }),
      "the budget is spent": ({ person }) => person.set({ wrongAnswers: limits.budget.wrongAnswersPerDay }),
      "codes are disabled": ({ person }) => person.set({ codesDisabledAt: new Date() }),
    };
    for (const [why, prepare] of Object.entries(refusedWhen)) {
      const ready = await answeredApproval();
      await prepare(ready);
      const before = await ready.person.row();
      expect((await answerOnceMore(ready))?.reserved, why).toBeNull();
      expect(await ready.person.row(), why).toEqual(before);
    }
    const ready = await answeredApproval();
    expect((await answerOnceMore(ready))?.reserved).toMatchObject({ attemptsLeft: 3 });
  });

  it("is neither compared nor ends anything in a session that is over or another account's", async () => {
    const { accountId } = (await answeredApproval()).input;
    for (const data of [{ revokedAt: new Date(), revokedAs: "revoked" }, { lastSeenAt: new Date(0) }, { accountId }]) {
      const ready = await answeredApproval();
      await changeSession(ready, data);
      expect(await answerOnceMore(ready)).toBeNull();
      expect(await endUnexecuted(ready, { state: "declined" })).toBe(false);
    }
  });

  it("gets no new code once the approval has ended", async () => {
    for (const data of [{ expiresAt: new Date(0) }, { ...ended, state: "declined" }]) {
      const ready = await answeredApproval();
      await changeApproval(ready, data);
      await ready.person.forgetSends();
      const { approvalId } = ready.input.owner;
      const { context, newChallenge } = ready.browser;
      const issued = await store.issueApprovalCode({ approvalId, challenge: newChallenge(), context });
      expect(issued).toMatchObject({ issued: false });
    }
  });
});

// Attack: guess four times, decline, propose again, and have the budget whole again.
// Only what was answered right gives its attempt back.
describe("an end with nothing executed", () => {
  it("gives an attempt back where the answer was right, and none where it was declined", async () => {
    const declined = await answeredApproval();
    await declined.person.set({ wrongAnswers: 7, consecutiveWrong: 30 });
    expect(await endUnexecuted(declined, { state: "declined" })).toBe(true);
    expect(await declined.person.row()).toMatchObject({ wrongAnswers: 7, consecutiveWrong: 30 });
    const changed = await answeredApproval();
    await changed.person.set({ wrongAnswers: 7, consecutiveWrong: 30 });
    expect(await endUnexecuted(changed, becameVoid)).toBe(true);
    expect(await changed.person.row()).toMatchObject({ wrongAnswers: 6, consecutiveWrong: 0 });
  });

  it("gives none back where no attempt was counted, or the code had ended before", async () => {
    for (const data of [{ attempts: 0 }, ended]) {
      const ready = await answeredApproval();
      await changeCode(ready, data);
      await ready.person.set({ wrongAnswers: 7, consecutiveWrong: 30 });
      expect(await endUnexecuted(ready, becameVoid)).toBe(true);
      expect(await ready.person.row()).toMatchObject({ wrongAnswers: 7, consecutiveWrong: 30 });
    }
  });

  it("leaves a code as it ended", async () => {
    const ready = await answeredApproval();
    await changeCode(ready, { ...ended, state: "exhausted" });
    await endUnexecuted(ready, { state: "declined" });
    expect(
      await opened.database.twoFactorChallenge.findUnique({ where: { id: ready.input.receipt.challengeId } }),
    ).toMatchObject({ state: "exhausted" });
  });
});
