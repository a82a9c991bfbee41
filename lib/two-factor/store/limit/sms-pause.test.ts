// Attack: nobody ever enters the codes, since it is the texts that somebody earns by.
// Where hardly any of the newest texts to a country is answered, the country pauses; single texts try again.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aCountry, type Texts, textsOf } from "@/lib/two-factor/testing/sms-counting";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
let texts: Texts;
let country: string;
beforeAll(async () => {
  opened = await openTestStore();
});
beforeEach(async () => {
  texts = await textsOf(opened, { sampleTexts: 5, costPerDay: 10_000 });
  country = aCountry();
});
afterAll(() => opened.close());

async function sendAll(ends: ("answered" | "expired" | "waiting")[]) {
  for (const end of ends) expect(await texts.send(country, end)).toBe(true);
}
const unanswered = (count: number) => Array.from({ length: count }, () => "expired" as const);
const rest = () => opened.elapse(30 * 60 + 1);

/** Five texts that nobody answered, and the sixth that meets the pause. */
async function pauseCountry() {
  await sendAll(unanswered(5));
  return texts.take(country);
}

describe("a country pauses", () => {
  it("when hardly any of the newest texts there was answered: told once, for half an hour", async () => {
    const first = await pauseCountry();
    expect(first).toEqual({ ok: false, limit: "country", retryAfterSeconds: 1800, news: "paused" });
    const second = await texts.take(country);
    expect(second).toMatchObject({ ok: false, limit: "country", news: null });
    expect(await texts.trail()).toEqual([{ event: "texts_pause", detail: { country } }]);
    expect(await texts.peek(country, "any")).toMatchObject({ limit: "country" });
    expect(await texts.take(aCountry())).toMatchObject({ ok: true });
    expect(await texts.usedToday()).toBe(6);
  });

  it("not for fewer texts than the sample", async () => {
    await sendAll(unanswered(4));
    expect(await texts.take(country)).toMatchObject({ ok: true });
  });

  it("not when one in five is answered, which is the least", async () => {
    await sendAll(["answered", ...unanswered(4)]);
    expect(await texts.take(country)).toMatchObject({ ok: true });
  });

  it("not for codes that may still be entered", async () => {
    await sendAll([...unanswered(4), "waiting", "waiting", "waiting"]);
    expect(await texts.take(country)).toMatchObject({ ok: true });
  });

  it("for codes whose time ran out without anybody saying so", async () => {
    await sendAll([...unanswered(3), "waiting", "waiting"]);
    await opened.elapse(301);
    expect(await texts.take(country)).toMatchObject({ ok: false, limit: "country" });
  });

  it("not for texts of yesterday, nor for those that could not be sent", async () => {
    await sendAll(unanswered(5));
    await opened.database.twoFactorDelivery.updateMany({
      where: { smsCountry: country },
      data: { state: "failed", sealed: null },
    });
    expect(await texts.take(country)).toMatchObject({ ok: true });
    country = aCountry();
    await sendAll(unanswered(5));
    await opened.elapse(86_401);
    expect(await texts.take(country)).toMatchObject({ ok: true });
  });
});

describe("a country that paused", () => {
  it("lets one text try after the rest, and the next after another", async () => {
    await pauseCountry();
    await rest();
    expect(await texts.take(country)).toMatchObject({ ok: true, news: "probed" });
    expect(await texts.take(country)).toMatchObject({ ok: false, limit: "country", news: null });
    await rest();
    expect(await texts.take(country)).toMatchObject({ ok: true, news: "probed" });
    expect(await texts.trail()).toHaveLength(1);
  });

  it("goes on at once when the code of that text is entered, and judges later texts only", async () => {
    await pauseCountry();
    await rest();
    expect(await texts.send(country, "answered")).toBe(true);
    expect(await texts.peek(country, "any")).toBeNull();
    expect(await texts.take(country)).toMatchObject({ ok: true, news: "resumed" });
    expect(await texts.take(country)).toMatchObject({ ok: true, news: null });
    expect((await texts.trail()).map(({ event }) => event)).toEqual(["texts_pause", "texts_resume"]);
    await sendAll(unanswered(4));
  });

  it("does not go on for a code of before the pause", async () => {
    await pauseCountry();
    await opened.database.twoFactorChallenge.updateMany({ data: { state: "answered", endedAt: new Date() } });
    expect(await texts.take(country)).toMatchObject({ ok: false, limit: "country" });
  });

  it("pauses again when the later texts are not answered either", async () => {
    await pauseCountry();
    await rest();
    await texts.send(country, "answered");
    await sendAll(unanswered(5));
    expect(await texts.take(country)).toMatchObject({ ok: false, limit: "country", news: "paused" });
  });

  it("spends no trial on a block of numbers that is full", async () => {
    texts = await textsOf(opened, { sampleTexts: 5, perNumberPrefixPerHour: 1 });
    await sendAll(unanswered(5));
    await texts.take(country);
    const [full, free] = [crypto.randomUUID(), crypto.randomUUID()];
    await rest();
    await texts.take(aCountry(), full);
    expect(await texts.take(country, full)).toMatchObject({ ok: false, limit: "prefix" });
    expect(await texts.take(country, free)).toMatchObject({ ok: true, news: "probed" });
  });
});
