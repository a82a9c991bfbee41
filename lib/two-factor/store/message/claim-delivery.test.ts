import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliveryLimits } from "@/lib/two-factor/core/message/delivery";
import type { EndedDelivery } from "@/lib/two-factor/core/message/records";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

async function queued() {
  const person = await createPerson(opened);
  const browser = person.browser();
  const challenge = await browser.mustIssue();
  const { deliveryId } = challenge;
  const about = { deliveryId, context: browser.context, provider: "resend", attempts: 1 };
  return {
    person,
    browser,
    challenge,
    claim: () => opened.store.claimDelivery(deliveryId),
    claimDue: async () => (await opened.store.claimDueDeliveries({ atMost: 100 })).find(({ id }) => id === deliveryId),
    sent: (claim: number) =>
      opened.store.markDelivery({ ...about, claim, state: "sent", providerMessageId: `m-${claim}` }),
    failed: (claim: number) => opened.store.markDelivery({ ...about, claim, state: "failed", failure: "timeout" }),
    putOff: (claim: number) =>
      opened.store.markDelivery({ ...about, claim, state: "queued", failure: "timeout", retryInSeconds: 60 }),
    row: () => opened.database.twoFactorDelivery.findUniqueOrThrow({ where: { id: deliveryId } }),
  };
}

describe("a message that was just queued", () => {
  it("is taken up once, by whoever asks first", async () => {
    const { claim, challenge, person } = await queued();
    expect(await claim()).toMatchObject({
      id: challenge.deliveryId,
      accountId: person.accountId,
      challengeId: challenge.id,
      claim: 1,
      sealed: "sealed",
      isRepeat: false,
      isWanted: true,
    });
    expect(await claim()).toBeNull();
  });

  it("is left to its own instance for a moment, and then to anybody", async () => {
    const { claimDue } = await queued();
    expect(await claimDue()).toBeUndefined();
    await opened.elapse(deliveryLimits.headStartSeconds + 1);
    expect(await claimDue()).toMatchObject({ claim: 1, isRepeat: false, isWanted: true });
    expect(await claimDue()).toBeUndefined();
  });
});

describe("a message whose sender fell silent", () => {
  it("is taken up again when the claim has run out, and is known as one that may have left", async () => {
    const { claim, claimDue } = await queued();
    await claim();
    await opened.elapse(deliveryLimits.claimSeconds - 5);
    expect(await claimDue()).toBeUndefined();
    await opened.elapse(6);
    expect(await claimDue()).toMatchObject({ claim: 2, isRepeat: true, isWanted: true });
  });

  it("is no longer the first sender's: what that one says late changes nothing", async () => {
    const { claim, claimDue, sent, failed, putOff, row } = await queued();
    await claim();
    await opened.elapse(deliveryLimits.claimSeconds + 1);
    await claimDue();
    await sent(1);
    await failed(1);
    await putOff(1);
    expect(await row()).toMatchObject({ state: "queued", claims: 2, sealed: "sealed" });
    await sent(2);
    expect(await row()).toMatchObject({ state: "sent", providerMessageId: "m-2", sealed: null });
  });
});

describe("a message that was put off", () => {
  it("comes back at its time, and is known as one that did not leave", async () => {
    const { claim, putOff, claimDue } = await queued();
    await claim();
    await putOff(1);
    await opened.elapse(55);
    expect(await claimDue()).toBeUndefined();
    await opened.elapse(10);
    expect(await claimDue()).toMatchObject({ claim: 2, isRepeat: false });
  });
});

describe("a code that nobody wants any more", () => {
  it("loses its text at once when another one took its place", async () => {
    const { person, browser, row, claimDue } = await queued();
    await person.forgetSends();
    await browser.mustIssue();
    expect(await row()).toMatchObject({ state: "queued", sealed: null });
    await opened.elapse(deliveryLimits.headStartSeconds + 1);
    expect(await claimDue()).toMatchObject({ sealed: null, isWanted: false });
  });

  // Attack: ask for one's own code again, and have everybody else's lost on its way.
  it("takes nobody else's text with it", async () => {
    const [replaced, other] = [await queued(), await queued()];
    await replaced.person.forgetSends();
    await replaced.browser.mustIssue();
    expect(await other.row()).toMatchObject({ state: "queued", sealed: "sealed" });
  });

  it.each(["answered", "exhausted", "revoked"])("is not wanted once it is %s", async (state) => {
    const { challenge, claim } = await queued();
    await opened.database.twoFactorChallenge.update({
      where: { id: challenge.id },
      data: { state, endedAt: new Date() },
    });
    expect(await claim()).toMatchObject({ isWanted: false });
  });

  it("is not wanted when its time has passed", async () => {
    const { claimDue } = await queued();
    await opened.elapse(301);
    expect(await claimDue()).toMatchObject({ isWanted: false });
  });

  it.each(["sent", "failed"] as const)("is not kept once it is %s", async (end) => {
    const { claim, row, claimDue, ...message } = await queued();
    await claim();
    await message[end](1);
    expect(await row()).toMatchObject({ state: end, sealed: null });
    await opened.elapse(deliveryLimits.claimSeconds + 1);
    expect(await claimDue()).toBeUndefined();
  });
});

describe("what became of a notice", () => {
  const context = { requestId: "r1", ip: "192.0.2.9", userAgent: "Firefox", browserHash: "b", locale: "en" };
  const rowOf = (id: string) => opened.database.twoFactorDelivery.findUniqueOrThrow({ where: { id } });
  const tell = (...ended: EndedDelivery[]) => opened.store.claimDueDeliveries({ atMost: 0, ended });

  async function takenUp() {
    const person = await createPerson(opened);
    const deliveryId = `notice of ${person.accountId}`;
    const [dueAt, validUntil] = [new Date(0), new Date(Date.now() + 3_600_000)];
    await opened.database.twoFactorDelivery.create({
      data: { id: deliveryId, accountId: person.accountId, channel: "email", sealed: "sealed", dueAt, validUntil },
    });
    await opened.store.claimDueDeliveries({ atMost: 100 });
    return { person, about: { deliveryId, context, claim: 1, provider: "resend", attempts: 2 } };
  }

  it("is written down with the next look, for many at once, and in the trail", async () => {
    const [left, failed, later] = [await takenUp(), await takenUp(), await takenUp()];
    await tell(
      { ...left.about, state: "sent", providerMessageId: "m-7" },
      { ...failed.about, state: "failed", failure: "http-422" },
      { ...later.about, state: "queued", failure: "timeout", retryInSeconds: 60 },
    );
    const sent = { state: "sent", sealed: null, providerMessageId: "m-7", attempts: 2, provider: "resend" };
    expect(await rowOf(left.about.deliveryId)).toMatchObject({ ...sent, sentAt: expect.any(Date), failedAt: null });
    const lost = { state: "failed", sealed: null, failure: "http-422", failedAt: expect.any(Date), sentAt: null };
    expect(await rowOf(failed.about.deliveryId)).toMatchObject(lost);
    const waiting = { state: "queued", sealed: "sealed", failure: "timeout", sentAt: null, failedAt: null };
    expect(await rowOf(later.about.deliveryId)).toMatchObject(waiting);
    expect(await left.person.events()).toEqual(["delivery_sent"]);
    expect(await failed.person.events()).toEqual(["delivery_fail"]);
    expect(await later.person.events()).toEqual([]);
    const event = await opened.database.twoFactorAuditEvent.findFirst({
      where: { accountId: failed.person.accountId },
    });
    const detail = { provider: "resend", attempts: 2, failure: "http-422" };
    expect(event).toMatchObject({ outcome: "fault", channel: "email", ip: "192.0.2.9", requestId: "r1", detail });
    await opened.elapse(61);
    const again = await opened.store.claimDueDeliveries({ atMost: 100 });
    const known = [left, failed, later].map(({ about }) => about.deliveryId);
    expect(again.filter(({ id }) => known.includes(id))).toMatchObject([
      { id: later.about.deliveryId, claim: 2, isRepeat: false },
    ]);
  });

  it("counts once, and from nobody whose claim has run out", async () => {
    const { person, about } = await takenUp();
    await opened.elapse(deliveryLimits.claimSeconds + 1);
    await opened.store.claimDueDeliveries({ atMost: 100 });
    await tell({ ...about, state: "sent", providerMessageId: "late" });
    expect(await rowOf(about.deliveryId)).toMatchObject({ state: "queued", claims: 2 });
    const sent = { ...about, claim: 2, state: "sent" as const, providerMessageId: "m-2" };
    await tell(sent, { ...sent, providerMessageId: "m-3" });
    await tell(sent);
    expect(await person.events()).toEqual(["delivery_sent"]);
  });

  it("may be told so late that it is due again, and is not sent again for that", async () => {
    const { person, about } = await takenUp();
    await opened.elapse(deliveryLimits.claimSeconds + 1);
    const ended = [{ ...about, state: "sent" as const, providerMessageId: "m-8" }];
    const claimed = await opened.store.claimDueDeliveries({ atMost: 100, ended });
    expect(claimed.map(({ id }) => id)).not.toContain(about.deliveryId);
    expect(await rowOf(about.deliveryId)).toMatchObject({ state: "sent", claims: 1, providerMessageId: "m-8" });
    expect(await person.events()).toEqual(["delivery_sent"]);
  });

  it("is not looked at again before its time where it was put off", async () => {
    const { about } = await takenUp();
    await tell({ ...about, state: "queued", failure: "timeout", retryInSeconds: 60 });
    const look = async () => (await opened.store.claimDueDeliveries({ atMost: 100 })).map(({ id }) => id);
    await opened.elapse(55);
    expect(await look()).not.toContain(about.deliveryId);
    await opened.elapse(10);
    expect(await look()).toContain(about.deliveryId);
  });

  it("is nothing that can be said of a code", async () => {
    const { claim, row, challenge } = await queued();
    await claim();
    await tell({
      ...{ deliveryId: challenge.deliveryId, context, claim: 1, provider: "resend", attempts: 1 },
      ...{ state: "sent", providerMessageId: "m-1" },
    });
    expect(await row()).toMatchObject({ state: "queued" });
  });
});

describe("a notice", () => {
  const notice = async (validForSeconds: number) => {
    const { accountId } = await createPerson(opened);
    const validUntil = new Date(Date.now() + validForSeconds * 1000);
    const [dueAt, id] = [new Date(0), `notice of ${accountId}`];
    await opened.database.twoFactorDelivery.create({
      data: { id, accountId, channel: "email", sealed: "sealed", dueAt, validUntil },
    });
    return (await opened.store.claimDueDeliveries({ atMost: 100 })).find((claimed) => claimed.id === id);
  };

  it("is wanted without a code, until its own time has passed", async () => {
    expect(await notice(60)).toMatchObject({ challengeId: null, isWanted: true });
    expect(await notice(-1)).toMatchObject({ challengeId: null, isWanted: false });
  });
});
