// Attack: nobody ever enters the codes, since it is the SMS that somebody earns by.
// Where hardly any of the newest SMS to a country is answered, the country pauses; single SMS try again.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aCountry, type Sms, smsOf } from "@/lib/two-factor/testing/sms-counting";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
let sms: Sms;
let country: string;
beforeAll(async () => {
  opened = await openTestStore();
});
beforeEach(async () => {
  sms = await smsOf(opened, { sampleSms: 5, costPerDay: 10_000 });
  country = aCountry();
});
afterAll(() => opened.close());

async function sendAll(ends: ("answered" | "expired" | "waiting")[]) {
  for (const end of ends) expect(await sms.send(country, end)).toBe(true);
}
const unanswered = (count: number) => Array.from({ length: count }, () => "expired" as const);
const rest = () => opened.elapse(30 * 60 + 1);

/** Five SMS that nobody answered, and the sixth that meets the pause. */
async function pauseCountry() {
  await sendAll(unanswered(5));
  return sms.take(country);
}

describe("a country pauses", () => {
  it("when hardly any of the newest SMS there was answered: told once, for half an hour", async () => {
    const first = await pauseCountry();
    expect(first).toEqual({ ok: false, limit: "country", retryAfterSeconds: 1800, news: "paused" });
    const second = await sms.take(country);
    expect(second).toMatchObject({ ok: false, limit: "country", news: null });
    expect(await sms.trail()).toEqual([{ event: "sms_pause", detail: { country } }]);
    expect(await sms.peek(country, "any")).toMatchObject({ limit: "country" });
    expect(await sms.take(aCountry())).toMatchObject({ ok: true });
    expect(await sms.usedToday()).toBe(6);
  });

  it("not for fewer SMS than the sample", async () => {
    await sendAll(unanswered(4));
    expect(await sms.take(country)).toMatchObject({ ok: true });
  });

  it("not when one in five is answered, which is the least", async () => {
    await sendAll(["answered", ...unanswered(4)]);
    expect(await sms.take(country)).toMatchObject({ ok: true });
  });

  it("not for codes that may still be entered", async () => {
    await sendAll([...unanswered(4), "waiting", "waiting", "waiting"]);
    expect(await sms.take(country)).toMatchObject({ ok: true });
  });

  it("for codes whose time ran out without anybody saying so", async () => {
    await sendAll([...unanswered(3), "waiting", "waiting"]);
    await opened.elapse(301);
    expect(await sms.take(country)).toMatchObject({ ok: false, limit: "country" });
  });

  it("not for SMS of yesterday, nor for those that could not be sent", async () => {
    await sendAll(unanswered(5));
    await opened.database.twoFactorDelivery.updateMany({
      where: { smsCountry: country },
      data: { state: "failed", sealed: null },
    });
    expect(await sms.take(country)).toMatchObject({ ok: true });
    country = aCountry();
    await sendAll(unanswered(5));
    await opened.elapse(86_401);
    expect(await sms.take(country)).toMatchObject({ ok: true });
  });
});

describe("a country that paused", () => {
  it("lets one SMS try after the rest, and the next after another", async () => {
    await pauseCountry();
    await rest();
    expect(await sms.take(country)).toMatchObject({ ok: true, news: "probed" });
    expect(await sms.take(country)).toMatchObject({ ok: false, limit: "country", news: null });
    await rest();
    expect(await sms.take(country)).toMatchObject({ ok: true, news: "probed" });
    expect(await sms.trail()).toHaveLength(1);
  });

  it("goes on at once when the code of that SMS is entered, and judges later SMS only", async () => {
    await pauseCountry();
    await rest();
    expect(await sms.send(country, "answered")).toBe(true);
    expect(await sms.peek(country, "any")).toBeNull();
    expect(await sms.take(country)).toMatchObject({ ok: true, news: "resumed" });
    expect(await sms.take(country)).toMatchObject({ ok: true, news: null });
    expect((await sms.trail()).map(({ event }) => event)).toEqual(["sms_pause", "sms_resume"]);
    await sendAll(unanswered(4));
  });

  it("does not go on for a code of before the pause", async () => {
    await pauseCountry();
    await opened.database.twoFactorChallenge.updateMany({ data: { state: "answered", endedAt: new Date() } });
    expect(await sms.take(country)).toMatchObject({ ok: false, limit: "country" });
  });

  it("pauses again when the later SMS are not answered either", async () => {
    await pauseCountry();
    await rest();
    await sms.send(country, "answered");
    await sendAll(unanswered(5));
    expect(await sms.take(country)).toMatchObject({ ok: false, limit: "country", news: "paused" });
  });

  it("spends no trial on a block of numbers that is full", async () => {
    sms = await smsOf(opened, { sampleSms: 5, perNumberPrefixPerHour: 1 });
    await sendAll(unanswered(5));
    await sms.take(country);
    const [full, free] = [crypto.randomUUID(), crypto.randomUUID()];
    await rest();
    await sms.take(aCountry(), full);
    expect(await sms.take(country, full)).toMatchObject({ ok: false, limit: "prefix" });
    expect(await sms.take(country, free)).toMatchObject({ ok: true, news: "probed" });
  });
});
