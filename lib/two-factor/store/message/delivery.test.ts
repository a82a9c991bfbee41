import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

async function send() {
  const person = await createPerson(opened);
  const browser = person.browser();
  const { deliveryId } = await browser.mustIssue();
  await opened.store.claimDelivery(deliveryId);
  return { person, browser, deliveryId, ...marksOf(deliveryId, browser.context) };
}

function marksOf(deliveryId: string, context: Parameters<typeof opened.store.markDelivery>[0]["context"]) {
  const about = { deliveryId, claim: 1, context, provider: "resend" };
  return {
    sent: () => opened.store.markDelivery({ ...about, state: "sent", providerMessageId: "m-1", attempts: 2 }),
    failed: () => opened.store.markDelivery({ ...about, state: "failed", failure: "timeout", attempts: 3 }),
  };
}

const rowOf = (id: string) => opened.database.twoFactorDelivery.findUniqueOrThrow({ where: { id } });
const lastEventOf = (accountId: string) =>
  opened.database.twoFactorAuditEvent.findFirst({ where: { accountId }, orderBy: { id: "desc" } });

describe("a message", () => {
  it("that left is marked sent", async () => {
    const { person, deliveryId, sent } = await send();
    await sent();
    expect(await rowOf(deliveryId)).toMatchObject({
      state: "sent",
      provider: "resend",
      providerMessageId: "m-1",
      attempts: 2,
      sentAt: expect.any(Date),
    });
    expect(await lastEventOf(person.accountId)).toMatchObject({
      event: "delivery_sent",
      outcome: "success",
      purpose: "sign-in",
      channel: "email",
      detail: { provider: "resend", attempts: 2 },
    });
    expect(await person.row()).toMatchObject({ sentThisHour: 1, sentToday: 1, lastSentAt: expect.any(Date) });
  });

  it("that failed gives its send back, so that the person may ask again at once", async () => {
    const { person, browser, deliveryId, failed } = await send();
    await failed();
    expect(await rowOf(deliveryId)).toMatchObject({ state: "failed", failure: "timeout", failedAt: expect.any(Date) });
    expect(await person.row()).toMatchObject({ sentThisHour: 0, sentToday: 0, lastSentAt: null });
    expect(await lastEventOf(person.accountId)).toMatchObject({
      event: "delivery_fail",
      outcome: "fault",
      detail: { provider: "resend", attempts: 3, failure: "timeout" },
    });
    expect(await browser.issue()).toMatchObject({ issued: true });
  });

  it("is marked once: a late report changes nothing and gives nothing back twice", async () => {
    const { person, browser, deliveryId, sent, failed } = await send();
    await failed();
    await browser.mustIssue();
    const before = await person.row();
    await failed();
    await sent();
    expect((await rowOf(deliveryId)).state).toBe("failed");
    expect(await person.row()).toEqual(before);
  });

  it("that left is not failed by a later report, and its send stays counted", async () => {
    const { person, deliveryId, sent, failed } = await send();
    await sent();
    const before = await person.row();
    await failed();
    expect((await rowOf(deliveryId)).state).toBe("sent");
    expect(await person.row()).toEqual(before);
  });

  it("that was a notice gives no send back when it fails", async () => {
    const { person, browser } = await send();
    const { accountId } = person;
    const id = `notice of ${accountId}`;
    const data = { id, accountId, channel: "email", sealed: "sealed", claims: 1, validUntil: new Date() };
    await opened.database.twoFactorDelivery.create({ data });
    const before = await person.row();
    await marksOf(id, browser.context).failed();
    expect((await rowOf(id)).state).toBe("failed");
    expect(await person.row()).toEqual(before);
  });

  it("that fails late ends no cool-down but its own, and takes from no later window", async () => {
    const { person, browser, failed } = await send();
    await opened.elapse(3601);
    await browser.mustIssue();
    const before = await person.row();
    await failed();
    const { sentThisHour, sentToday, lastSentAt } = await person.row();
    expect({ sentThisHour, sentToday }).toEqual({ sentThisHour: 1, sentToday: 1 });
    expect(lastSentAt).toEqual(before.lastSentAt);
  });
});
