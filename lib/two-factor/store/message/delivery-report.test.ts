import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeliveryReport } from "@/lib/two-factor/core/message/records";
import { deliveryStates } from "@/lib/two-factor/core/words";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

type Different = Partial<DeliveryReport>;

/** A message handed to Resend as `providerMessageId`, and reports about it. */
async function taken() {
  const person = await createPerson(opened);
  const { context, mustIssue } = person.browser();
  const { deliveryId } = await mustIssue();
  const providerMessageId = `m-${randomUUID()}`;
  const about = { provider: "resend", providerMessageId, deliveryId: null, at: new Date("2026-01-02T03:04:05Z") };
  return {
    person,
    deliveryId,
    providerMessageId,
    row: () => opened.database.twoFactorDelivery.findUniqueOrThrow({ where: { id: deliveryId } }),
    mark: (result: "sent" | "failed", provider = "resend") =>
      opened.store.markDelivery({
        ...{ deliveryId, claim: 0, context, provider, attempts: 1 },
        ...(result === "sent" ? { state: result, providerMessageId } : { state: result, failure: "timeout" }),
      }),
    report: (state: DeliveryReport["state"], different: Different = {}) =>
      opened.store.recordDeliveryReport({ ...about, state, context, ...different }),
  };
}

describe("a report of a message that was taken", () => {
  it("says delivered, with the provider's time", async () => {
    const { person, mark, report, row } = await taken();
    await mark("sent");
    expect(await report("delivered")).toBe(true);
    expect(await row()).toMatchObject({ state: "delivered", deliveredAt: new Date("2026-01-02T03:04:05Z") });
    expect((await person.events()).at(-1)).toBe("delivery_confirm");
  });

  it("says bounced, also after delivered: a mailbox may return what it took", async () => {
    const { person, mark, report, row } = await taken();
    await mark("sent");
    await report("delivered");
    expect(await report("bounced")).toBe(true);
    expect(await row()).toMatchObject({ state: "bounced", deliveredAt: expect.any(Date), bouncedAt: expect.any(Date) });
    expect((await person.events()).at(-1)).toBe("delivery_bounce");
  });

  it("shows on the code page", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    const tokenHash = randomUUID();
    await browser.openPending(tokenHash);
    const { deliveryId } = await browser.mustIssue();
    await opened.store.recordDeliveryReport({
      ...{ provider: "resend", providerMessageId: `m-${randomUUID()}`, deliveryId, at: new Date() },
      ...{ state: "bounced", context: browser.context },
    });
    const found = await opened.store.findPendingSignIn({ tokenHash, browserHash: browser.context.browserHash });
    expect(found?.challenge?.delivery).toBe("bounced");
  });

  it("from a clock that is ahead is not from the future", async () => {
    const { mark, report, row } = await taken();
    await mark("sent");
    await report("delivered", { at: new Date(Date.now() + 3_600_000) });
    expect((await row()).deliveredAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1000);
  });
});

describe("a report that finds its message by our id", () => {
  it("counts even before the provider's answer reached us, and that answer changes nothing any more", async () => {
    const { deliveryId, providerMessageId, mark, report, row } = await taken();
    expect(await report("delivered", { deliveryId })).toBe(true);
    await mark("sent");
    expect(await row()).toMatchObject({ state: "delivered", provider: "resend", providerMessageId });
  });

  it("corrects a failure that was only a missing answer", async () => {
    const { deliveryId, mark, report, row } = await taken();
    await mark("failed");
    expect(await report("sent", { deliveryId })).toBe(false);
    expect(await report("delivered", { deliveryId })).toBe(true);
    expect(await row()).toMatchObject({ state: "delivered", failedAt: expect.any(Date) });
  });
});

describe("a report that a code did not arrive", () => {
  const waits = async (person: Awaited<ReturnType<typeof taken>>["person"]) =>
    (await opened.store.readProtection(person.accountId)).sendAgainInSeconds > 0;

  it.each(["bounced", "failed"] as const)(
    "(%s) ends the wait for the next one, and the send stays counted",
    async (state) => {
      const { person, mark, report } = await taken();
      await mark("sent");
      expect(await waits(person)).toBe(true);
      await report(state);
      expect(await waits(person)).toBe(false);
      expect(await person.row()).toMatchObject({ sentThisHour: 1, sentToday: 1 });
    },
  );

  it("ends nobody else's wait", async () => {
    const [other, lost] = [await taken(), await taken()];
    await lost.mark("sent");
    expect(await lost.report("bounced")).toBe(true);
    expect([await waits(lost.person), await waits(other.person)]).toEqual([false, true]);
  });

  it("ends no wait where it was a notice that did not arrive", async () => {
    const { person, mark, report } = await taken();
    await mark("sent");
    const { accountId } = person;
    const [id, validUntil] = [randomUUID(), new Date()];
    await opened.database.twoFactorDelivery.create({
      data: { id, accountId, channel: "email", state: "sent", validUntil },
    });
    expect(await report("bounced", { deliveryId: id, providerMessageId: `m-${id}` })).toBe(true);
    expect(await waits(person)).toBe(true);
  });

  it("does not end the wait that a newer one began, nor does a report that it did arrive", async () => {
    const { person, mark, report } = await taken();
    await mark("sent");
    await report("delivered");
    expect(await waits(person)).toBe(true);
    await opened.elapse(61);
    await person.browser().mustIssue();
    await report("bounced");
    expect(await waits(person)).toBe(true);
  });
});

// Attack: an old report is kept and sent again, or reports come in the wrong order: a bounce is talked away.
describe("a report that changes nothing", () => {
  it("is the same one again", async () => {
    const { person, mark, report, row } = await taken();
    await mark("sent");
    await report("delivered");
    const before = [await row(), await person.events()];
    expect(await report("delivered", { at: new Date() })).toBe(false);
    expect([await row(), await person.events()]).toEqual(before);
  });

  it("is one of a message that nobody knows", async () => {
    const { mark, report, row } = await taken();
    await mark("sent");
    expect(await report("bounced", { providerMessageId: "m-unknown" })).toBe(false);
    expect(await report("bounced", { deliveryId: randomUUID() })).toBe(false);
    expect((await row()).state).toBe("sent");
  });

  it("is another provider's: a message that went on to the second is not bounced by the first", async () => {
    const { deliveryId, mark, report, row } = await taken();
    await mark("sent", "smtp");
    expect(await report("bounced")).toBe(false);
    expect(await report("bounced", { deliveryId })).toBe(false);
    expect((await row()).state).toBe("sent");
  });

  it("is one of another message that names ours", async () => {
    const { deliveryId, mark, report, row } = await taken();
    await mark("sent");
    expect(await report("bounced", { deliveryId, providerMessageId: "m-another" })).toBe(false);
    expect((await row()).state).toBe("sent");
  });

  it("is none where two providers gave two messages the same name", async () => {
    const [theirs, ours] = [await taken(), await taken()];
    const data = { provider: "smtp", providerMessageId: ours.providerMessageId, state: "sent", sealed: null };
    await opened.database.twoFactorDelivery.update({ where: { id: theirs.deliveryId }, data });
    await ours.mark("sent");
    expect(await ours.report("delivered")).toBe(true);
    expect([(await theirs.row()).state, (await ours.row()).state]).toEqual(["sent", "delivered"]);
  });

  it("comes too late: whatever the order, the state never goes back", async () => {
    const reports = fc.array(fc.constantFrom("sent", "failed", "delivered", "bounced"), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(reports, async (states) => {
        const { report, row, deliveryId } = await taken();
        for (const state of states) {
          const before = deliveryStates.indexOf((await row()).state as DeliveryReport["state"]);
          const changed = await report(state, { deliveryId });
          expect(changed).toBe(deliveryStates.indexOf(state) > before);
        }
        const furthest = Math.max(...states.map((state) => deliveryStates.indexOf(state)));
        expect((await row()).state).toBe(deliveryStates[furthest]);
      }),
      { numRuns: 25 },
    );
  });

  it("is all but one of twenty that come at once", async () => {
    const { person, mark, report } = await taken();
    await mark("sent");
    const changed = await Promise.all(Array.from({ length: 20 }, () => report("delivered")));
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect((await person.events()).filter((event) => event === "delivery_confirm")).toHaveLength(1);
  });
});
