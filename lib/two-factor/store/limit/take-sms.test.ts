// Attack: somebody owns a block of numbers, or shares in what its carrier is paid, and has our codes sent there.
// an SMS is counted against the block, the country and the day before its code exists; without that, no SMS is written.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { aCountry, type Sms, smsOf } from "@/lib/two-factor/testing/sms-counting";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const prefix = () => crypto.randomUUID();
const limited = (limit: string, longest: number) => ({
  ok: false,
  limit,
  retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > longest - 60 && seconds <= longest),
});

describe("the block of a number", () => {
  it("takes ten SMS an hour, and then says for how long it takes no more", async () => {
    const sms = await smsOf(opened);
    const [country, block] = [aCountry(), prefix()];
    for (let sent = 0; sent < 10; sent += 1) expect(await sms.take(country, block)).toMatchObject({ ok: true });
    expect(await sms.take(country, block)).toMatchObject({ ...limited("prefix", 3600), news: "refused" });
    expect(await sms.take(country, block)).toMatchObject({ ...limited("prefix", 3600), news: null });
    expect(await sms.take(country)).toMatchObject({ ok: true });
    expect(await sms.usedToday()).toBe(11);
    await opened.elapse(3601);
    expect(await sms.take(country, block)).toMatchObject({ ok: true });
  });

  it("is told of in the trail once per hour, without the number", async () => {
    const sms = await smsOf(opened, { perNumberPrefixPerHour: 1 });
    const [country, block] = [aCountry(), prefix()];
    for (let asked = 0; asked < 4; asked += 1) await sms.take(country, block);
    const refused = { event: "excess_rate_limit_exceeded", detail: { limit: "sms-prefix", country } };
    expect(await sms.trail()).toEqual([refused]);
    await opened.elapse(3601);
    for (let asked = 0; asked < 4; asked += 1) await sms.take(country, block);
    expect(await sms.trail()).toEqual([refused, refused]);
  });
});

describe("the day's budget", () => {
  it("is in units of what an SMS costs, and an SMS that would exceed it is not sent", async () => {
    const sms = await smsOf(opened, { costPerSms: 8, costPerDay: 30 });
    const went = [];
    for (let asked = 0; asked < 5; asked += 1) went.push((await sms.take(aCountry())).ok);
    expect(went).toEqual([true, true, true, false, false]);
    expect(await sms.usedToday()).toBe(24);
  });

  it("says when there is one again, and is told of once a day", async () => {
    const sms = await smsOf(opened, { costPerDay: 1 });
    const country = aCountry();
    await sms.take(country);
    expect(await sms.take(country)).toMatchObject({ ...limited("day", 86_400), news: "refused" });
    expect(await sms.take(country)).toMatchObject({ ...limited("day", 86_400), news: null });
    expect(await sms.trail()).toEqual([{ event: "excess_rate_limit_exceeded", detail: { limit: "sms-day", country } }]);
    await opened.elapse(86_401);
    expect(await sms.take(country)).toMatchObject({ ok: true });
    expect(await sms.usedToday()).toBe(1);
  });

  it("costs no block of numbers anything while it is spent", async () => {
    const sms = await smsOf(opened, { costPerDay: 1, perNumberPrefixPerHour: 2 });
    const [country, block] = [aCountry(), prefix()];
    await sms.take(country);
    for (let asked = 0; asked < 5; asked += 1) expect(await sms.take(country, block)).toMatchObject({ limit: "day" });
    expect(await opened.database.twoFactorSmsCounter.findUnique({ where: { key: `prefix:${block}` } })).toBeNull();
  });

  // Attack: have many SMS to one's own number begun at once, of which one is written, to fill the block of another.
  it("gives its block of numbers back what was not written, of its own hour only", async () => {
    const sms = await smsOf(opened, { perNumberPrefixPerHour: 1 });
    const [country, block] = [aCountry(), prefix()];
    const taken = await sms.take(country, block);
    if (!taken.ok) throw new Error("no SMS");
    const { reservation } = taken;
    const since = new Date(reservation.block.since.getTime() - 1);
    await sms.store.giveSmsBack({ ...reservation, block: { ...reservation.block, since } });
    expect(await sms.take(country, block)).toMatchObject({ limit: "prefix" });
    await sms.store.giveSmsBack(reservation);
    await sms.store.giveSmsBack(reservation);
    expect(await sms.take(country, block)).toMatchObject({ ok: true });
    expect(await sms.take(country, block)).toMatchObject({ limit: "prefix" });
  });

  it("gets back what was not written, of its own day only", async () => {
    const sms = await smsOf(opened);
    const taken = await sms.take(aCountry());
    if (!taken.ok) throw new Error("no SMS");
    await sms.store.giveSmsBack({ ...taken.reservation, day: new Date(taken.reservation.day.getTime() - 1) });
    expect(await sms.usedToday()).toBe(1);
    await sms.store.giveSmsBack(taken.reservation);
    await sms.store.giveSmsBack(taken.reservation);
    expect(await sms.usedToday()).toBe(0);
  });

  it.each([
    ["invalid-number", 1, 0],
    ["rejected", 1, 0],
    ["too-late", 1, 0],
    ["too-late", 2, 1],
    ["timeout", 1, 1],
    ["provider-error", 1, 1],
    ["interrupted", 2, 1],
    ["a word nobody knows yet", 1, 1],
  ])("of an SMS that failed with %s in claim %i keeps %i", async (failure, claims, kept) => {
    const sms = await smsOf(opened);
    const { deliveryId } = await written(sms);
    await opened.database.twoFactorDelivery.update({ where: { id: deliveryId }, data: { claims } });
    const outcome = { state: "failed", provider: "test", failure, attempts: 1 } as const;
    const { context } = sms;
    await sms.store.markDelivery({ deliveryId, claim: claims, context, ...outcome });
    // Whoever says it twice gives nothing back twice.
    await sms.store.markDelivery({ deliveryId, claim: claims, context, ...outcome });
    expect(await sms.usedToday()).toBe(kept);
  });
});

describe("a page that has no code to show", () => {
  it("is told what stands in the way, and counts nothing by asking", async () => {
    const sms = await smsOf(opened, { perNumberPrefixPerHour: 1, costPerDay: 2 });
    const [country, block] = [aCountry(), prefix()];
    expect(await sms.peek(country, block)).toBeNull();
    await sms.take(country, block);
    expect(await sms.peek(country, block)).toMatchObject({ limit: "prefix" });
    expect(await sms.peek(country, prefix())).toBeNull();
    await sms.take(country);
    expect(await sms.peek(country, block)).toMatchObject({ limit: "day" });
    expect(await sms.usedToday()).toBe(2);
  });
});

describe("the database", () => {
  it("takes no code by SMS that was not reserved, whichever way it came", async () => {
    const browser = (await createPerson(opened)).browser();
    const made = browser.newChallenge();
    const unreserved = { ...made, factor: "sms", message: { ...made.message, channel: "sms" as const } };
    await expect(browser.issue(unreserved)).rejects.toMatchObject({ code: "store-unavailable" });
    expect(await opened.database.twoFactorChallenge.findUnique({ where: { id: unreserved.id } })).toBeNull();
    const { accountId } = browser.owned;
    const text = { id: prefix(), challengeId: "any", accountId, channel: "sms" };
    await expect(opened.database.twoFactorDelivery.create({ data: text })).rejects.toThrow(
      "two_factor_delivery_sms_check",
    );
  });

  // Attack: use up the day's budget, so that a person is not told of what happens to the account.
  it("takes a notice, whatever was used up", async () => {
    const { accountId } = await createPerson(opened);
    const notice = { id: prefix(), accountId, channel: "sms", sealed: "x", validUntil: new Date() };
    await expect(opened.database.twoFactorDelivery.create({ data: notice })).resolves.toMatchObject({ smsCost: null });
  });

  it("forgets a block of numbers after a day, and never the day's own counter", async () => {
    const sms = await smsOf(opened);
    const [country, block] = [aCountry(), prefix()];
    await sms.take(country, block);
    await opened.elapse(86_401);
    await sms.store.sweep();
    const keys = await opened.database.twoFactorSmsCounter.findMany({ select: { key: true } });
    expect(keys).toEqual([{ key: "day" }]);
  });
});

async function written(sms: Sms) {
  const taken = await sms.take(aCountry());
  if (!taken.ok) throw new Error("no SMS");
  return sms.write(taken.reservation);
}
