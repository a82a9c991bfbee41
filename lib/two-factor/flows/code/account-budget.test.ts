// Attack: whoever has the password spreads guesses over resends, sign-ins, browsers and days, so that no single code
// is guessed at too often. The budget belongs to the account: no code, browser or success refills it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());

const hours = (count: number) => bench.elapse(count * 3600);

describe("the account's budget", () => {
  /** Wrong answers of one account, each code and browser taken to its end. */
  async function guess(accountId: string, count: number) {
    for (let done = 0; done < count; ) {
      await bench.elapse(1_800);
      const browser = bench.browser(accountId);
      await browser.begin();
      for (let attempt = 0; attempt < 5 && done < count; attempt += 1, done += 1)
        await browser.answer(browser.wrongCode());
    }
  }

  it("is spent by twenty wrong answers over any number of codes and browsers; then the right code is refused too", async () => {
    const { accountId } = await bench.account();
    await guess(accountId, 19);
    await bench.elapse(1_800);
    const browser = bench.browser(accountId);
    await browser.begin();
    expect(await browser.answer(browser.wrongCode())).toMatchObject({ refusal: { code: "locked" } });
    const refused = await browser.answer(browser.code());
    expect(refused).toMatchObject({ refusal: { code: "locked", retryAfterSeconds: expect.any(Number) } });
    expect(await browser.view()).toMatchObject({ lockedForSeconds: expect.any(Number), codesDisabled: false });
    expect(await browser.resend()).toMatchObject({ refusal: { code: "locked" } });
    // Its code still lives, and yet nobody is told to go and use it.
    expect(await browser.begin()).toMatchObject({ owed: true, code: { code: "locked" } });
    expect(await bench.browser(accountId).begin()).toMatchObject({ owed: true, code: { code: "locked" } });
  });

  it("is not refilled by signing in: a right answer gives back its own reservation and nothing more", async () => {
    const { accountId } = await bench.account();
    await guess(accountId, 19);
    await bench.elapse(1_800);
    const owner = bench.browser(accountId);
    await owner.begin();
    expect(await owner.answer(owner.code())).toMatchObject({ ok: true });
    await bench.elapse(1_800);
    const guesser = bench.browser(accountId);
    await guesser.begin();
    expect(await guesser.answer(guesser.wrongCode())).toMatchObject({ refusal: { code: "locked" } });
  });

  it("is full again a day later", async () => {
    const { accountId } = await bench.account();
    await guess(accountId, 20);
    await hours(25);
    const browser = bench.browser(accountId);
    expect(await browser.begin()).toMatchObject({ code: "sent" });
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });

  it("after fifty wrong in a row is closed until another proof, however long the pauses", async () => {
    const { accountId } = await bench.account();
    for (const count of [18, 18, 13]) {
      await guess(accountId, count);
      await hours(25);
    }
    const browser = bench.browser(accountId);
    await browser.begin();
    expect(await browser.answer(browser.wrongCode())).toEqual({ ok: false, refusal: { code: "codes-disabled" } });
    await hours(25);
    expect(await browser.begin()).toMatchObject({ owed: true, code: { code: "codes-disabled" } });
  });

  it("is not touched by answers that were never compared", async () => {
    const { accountId } = await bench.account();
    const browser = bench.browser(accountId);
    await browser.begin();
    await bench.elapse(301);
    for (let count = 0; count < 30; count += 1) await browser.answer(browser.wrongCode());
    const { lockedForSeconds } = await bench.ports.store.readProtection(accountId);
    expect(lockedForSeconds).toBe(0);
  });
});
