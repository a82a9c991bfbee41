// Attack: whoever has the password floods the owner's mailbox, or asks for fresh codes to get fresh guesses.
// A resend waits for the cool-down, counts against hour and day, and forgets no wrong answer.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());
afterEach(() => bench.limiter.full.clear());

async function begunSignIn() {
  const person = await bench.account();
  const browser = bench.browser(person.accountId);
  await browser.begin();
  return { ...person, browser };
}

describe("a new code", () => {
  it("waits for the cool-down and says how long", async () => {
    const { browser } = await begunSignIn();
    const refused = await browser.resend();
    expect(refused).toMatchObject({ ok: false, refusal: { code: "cool-down" } });
    const seconds = !refused.ok && "retryAfterSeconds" in refused.refusal ? refused.refusal.retryAfterSeconds : 0;
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(browser.codes).toHaveLength(1);
  });

  it("replaces the one before it", async () => {
    const { browser } = await begunSignIn();
    await bench.elapse(61);
    expect(await browser.resend()).toEqual({ ok: true });
    expect(browser.codes).toHaveLength(2);
    expect(await browser.answer(browser.codes[0])).toMatchObject({ ok: false });
    expect(await browser.answer(browser.codes[1])).toMatchObject({ ok: true });
  });

  it("asked for many times at once is sent once", async () => {
    const { browser } = await begunSignIn();
    await bench.elapse(61);
    const asked = await Promise.all(Array.from({ length: 10 }, () => browser.resend()));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(browser.code()).toMatch(/^[0-9]{6}$/);
  });

  it("that the store refuses takes nothing from the destination's limit", async () => {
    const { browser, address } = await begunSignIn();
    const destination = bench.ports.hash(`email:${address.email}`);
    await bench.elapse(61);
    await Promise.all(Array.from({ length: 5 }, () => browser.resend()));
    expect(bench.limiter.countOf("send-to-destination", destination)).toBe(2);
  });

  it("brings five attempts of its own and leaves the account's count as it was", async () => {
    const { browser, accountId } = await begunSignIn();
    for (const _ of [1, 2, 3, 4]) await browser.answer(browser.wrongCode());
    await bench.elapse(61);
    await browser.resend();
    expect(await browser.view()).toMatchObject({ attemptsLeft: 5 });
    const rows = await bench.database.$queryRaw`
      SELECT wrong_answers FROM two_factor_account WHERE account_id = ${accountId}`;
    expect(rows).toEqual([{ wrong_answers: 4 }]);
  });

  it("is sent five times an hour", async () => {
    const { browser } = await begunSignIn();
    for (const _ of [2, 3, 4, 5]) {
      await bench.elapse(61);
      expect(await browser.resend()).toEqual({ ok: true });
    }
    await bench.elapse(61);
    const refused = await browser.resend();
    expect(refused).toMatchObject({ refusal: { code: "send-limit", retryAfterSeconds: expect.any(Number) } });
    expect(browser.codes).toHaveLength(5);
  });

  it("is sent ten times a day", async () => {
    const { accountId, browser } = await begunSignIn();
    const browsers = [browser];
    for (let count = 0; count < 12; count += 1) {
      await bench.elapse(1_801);
      const next = bench.browser(accountId);
      await next.begin();
      browsers.push(next);
    }
    expect(browsers.flatMap(({ codes }) => codes)).toHaveLength(10);
    expect(await bench.browser(accountId).begin()).toMatchObject({ code: { code: "send-limit" } });
  });

  it.each([null, "made-up"])("is not sent without a pending sign-in (%j)", async (pendingToken) => {
    const { browser } = await begunSignIn();
    await bench.elapse(61);
    browser.cookie.pendingToken = pendingToken;
    expect(await browser.resend()).toEqual({ ok: false, refusal: { code: "not-pending" } });
  });
});
