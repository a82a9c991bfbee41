// Attack: everything at once, so that each request sees room that the others have taken already.
// Day, country and block are locked in one order and judged as the lock left them: never one SMS too many.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aCountry, smsOf } from "@/lib/two-factor/testing/sms-counting";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const all = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const went = (taken: { ok: boolean }[]) => taken.filter(({ ok }) => ok).length;
const told = (taken: { news: string | null }[], news: string) => taken.filter((each) => each.news === news).length;

describe("200 SMS at once", () => {
  it("on a budget of 40: exactly 40, told once", async () => {
    const sms = await smsOf(opened, { costPerDay: 40 });
    const taken = await all(200, () => sms.take(aCountry()));
    expect(went(taken)).toBe(40);
    expect(await sms.usedToday()).toBe(40);
    expect(told(taken, "refused")).toBe(1);
    expect(await sms.trail()).toHaveLength(1);
  });

  it("to one block of numbers that nobody wrote to before: exactly 10, and the day pays for no more", async () => {
    const sms = await smsOf(opened);
    const [country, block] = [aCountry(), crypto.randomUUID()];
    expect(went(await all(200, () => sms.take(country, block)))).toBe(10);
    expect(await sms.usedToday()).toBe(10);
  });

  it("to many blocks, while others fail and are given back: no deadlock, and never more out than the budget", async () => {
    const sms = await smsOf(opened, { costPerDay: 30 });
    let [out, most] = [0, 0];
    await all(200, async (index) => {
      const taken = await sms.take("+49 DE", `block ${index % 7}`);
      if (!taken.ok) return;
      out += 1;
      most = Math.max(most, out);
      await sms.peek("+49 DE", `block ${index % 7}`);
      out -= 1;
      await sms.store.giveSmsBack(taken.reservation);
    });
    expect(most).toBeLessThanOrEqual(30);
    expect(await sms.usedToday()).toBe(0);
  });
});

describe("a country that falters", () => {
  it("pauses once for 200 at once, and lets exactly one of 200 try", async () => {
    const sms = await smsOf(opened, { sampleSms: 5 });
    const country = aCountry();
    for (let sent = 0; sent < 5; sent += 1) await sms.send(country, "expired");
    const paused = await all(200, () => sms.take(country));
    expect([went(paused), told(paused, "paused")]).toEqual([0, 1]);
    await opened.elapse(1801);
    const probed = await all(200, () => sms.take(country));
    expect([went(probed), told(probed, "probed")]).toEqual([1, 1]);
  });
});
