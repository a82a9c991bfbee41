import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const counts = async () => ({
  challenges: await opened.database.twoFactorChallenge.count(),
  deliveries: await opened.database.twoFactorDelivery.count(),
  pending: await opened.database.twoFactorPendingSignIn.count(),
  sessions: await opened.database.twoFactorSession.count(),
});

describe("sweeping", () => {
  it("removes what ran out a day ago, keeps what did not, remembers browsers for 90 days, and never touches account or trail", async () => {
    const person = await createPerson(opened);
    const browser = person.browser();
    await browser.openPending();
    await browser.mustIssue();
    const visitor = (await createPerson(opened, { enabled: false })).browser();
    await opened.store.openSession({
      session: { ...visitor.newSession(), amr: ["pwd"] },
      accountVersion: null,
      context: visitor.context,
    });
    const events = await opened.database.twoFactorAuditEvent.count();

    await opened.elapse(86_400);
    expect(await opened.store.sweep()).toBe(0);
    await opened.elapse(601);
    expect(await opened.store.sweep()).toBe(3);
    expect(await counts()).toEqual({ challenges: 0, deliveries: 0, pending: 0, sessions: 1 });
    await opened.elapse(88 * 86_400);
    expect(await opened.store.sweep()).toBe(0);
    await opened.elapse(3 * 86_400);
    expect(await opened.store.sweep()).toBe(1);
    expect(await counts()).toEqual({ challenges: 0, deliveries: 0, pending: 0, sessions: 0 });
    expect(await opened.database.twoFactorAuditEvent.count()).toBe(events);
    expect(await person.row()).toMatchObject({ sentToday: 1 });
  });

  // Attack on the owner: a notice that was not sent yet is swept, and nobody hears of what was done in their name.
  it("removes notices a day after they were news, and none before", async () => {
    const { accountId } = await createPerson(opened);
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    const notice = (hours: number) => ({
      ...{ id: `${hours} hours ago ${accountId}`, accountId, channel: "email", sealed: "sealed" },
      validUntil: hoursAgo(hours),
    });
    await opened.database.twoFactorDelivery.createMany({ data: [notice(25), notice(23), notice(-1)] });
    await opened.store.sweep();
    const left = await opened.database.twoFactorDelivery.findMany({
      where: { accountId },
      orderBy: { validUntil: "asc" },
    });
    expect(left.map(({ id }) => id)).toEqual([notice(23).id, notice(-1).id]);
  });

  it("removes approvals a day after they expired, and never a receipt", async () => {
    const { accountId } = await createPerson(opened);
    const approval = (id: string, hours: number, state = "declined") => ({
      ...{ id: `${id} ${accountId}`, accountId, sessionIdHash: "s", browserHash: "b", action: "buy", lines: [], state },
      ...{ digest: "d", locale: "en", endedAt: new Date(0), expiresAt: new Date(Date.now() - hours * 3_600_000) },
    });
    const kept = [approval("proposed again", 23), approval("receipt", 1000, "executed")];
    await opened.database.twoFactorApproval.createMany({ data: [approval("old", 25), ...kept] });
    await opened.store.sweep();
    const left = await opened.database.twoFactorApproval.findMany({ where: { accountId }, orderBy: { id: "asc" } });
    expect(left.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
  });

  // Attack: wait for the sweeper, and send texts against a budget that begins anew.
  it("removes counters of texts a day after they began, and never the day's", async () => {
    const [startedAt, used] = [new Date(Date.now() - 25 * 3_600_000), 7];
    await opened.database.twoFactorSmsCounter.update({ where: { key: "day" }, data: { startedAt, used } });
    const counters = [
      { key: "prefix:old", used, startedAt },
      { key: "prefix:young", used, startedAt: new Date(Date.now() - 23 * 3_600_000) },
    ];
    await opened.database.twoFactorSmsCounter.createMany({ data: counters });
    await opened.store.sweep();
    const left = await opened.database.twoFactorSmsCounter.findMany({ orderBy: { key: "asc" } });
    expect(left).toMatchObject([
      { key: "day", used },
      { key: "prefix:young", used },
    ]);
  });

  it("removes counters of addresses whose window is over, and no other", async () => {
    const counter = (key: string, seconds: number) => ({
      key,
      used: 1,
      expiresAt: new Date(Date.now() + seconds * 1000),
    });
    await opened.database.twoFactorRateLimit.createMany({ data: [counter("over", -60), counter("open", 60)] });
    await opened.store.sweep();
    expect(await opened.database.twoFactorRateLimit.findMany()).toMatchObject([{ key: "open" }]);
  });

  it("takes the messages of the codes it removes, and no other's", async () => {
    const [old, young] = [await createPerson(opened), await createPerson(opened)];
    const [over, live] = [await old.browser().mustIssue(), await young.browser().mustIssue()];
    await opened.database.twoFactorChallenge.update({ where: { id: over.id }, data: { expiresAt: new Date(0) } });
    // A message goes with its code, however long it was to be sent.
    await opened.database.twoFactorDelivery.update({
      where: { id: live.deliveryId },
      data: { validUntil: new Date(0) },
    });
    await opened.store.sweep();
    const left = await opened.database.twoFactorDelivery.findMany({
      where: { challengeId: { in: [over.id, live.id] } },
    });
    expect(left.map(({ id }) => id)).toEqual([live.deliveryId]);
  });
});
