// Attack: the code page opens with a password alone, so whatever it is given is given to whoever holds the password.
// It gets a list of plain facts and nothing else: no id, no hash, no MAC, no whole address.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());

async function begunSignIn(account?: Parameters<typeof bench.account>[0]) {
  const person = await bench.account(account);
  const browser = bench.browser(person.accountId);
  await browser.begin();
  return { ...person, browser };
}

describe("the code page", () => {
  it("is given these facts and no others", async () => {
    const { browser } = await begunSignIn();
    const view = await browser.view();
    expect(view).toEqual({
      ok: true,
      factor: "email",
      channel: "email",
      maskedDestination: expect.stringMatching(/^[a-z]•••@e•••\.com$/),
      otherChannel: null,
      reference: expect.stringMatching(/^[A-Z]{3}$/),
      state: "pending",
      secondsLeft: expect.any(Number),
      attemptsLeft: 5,
      sendAgainInSeconds: expect.any(Number),
      delivery: "sent",
      hindrance: null,
      ceremony: null,
      issuedAt: expect.any(Date),
      lockedForSeconds: 0,
      codesDisabled: false,
      returnPath: "/account",
    });
    expect(view.ok && view.secondsLeft).toBeGreaterThan(290);
    expect(view.ok && view.sendAgainInSeconds).toBeGreaterThan(50);
  });

  it("shows two digits of a phone number", async () => {
    const { browser, address } = await begunSignIn({ factors: ["sms"] });
    expect(await browser.view()).toMatchObject({ channel: "sms", maskedDestination: `•••${address.sms.slice(-2)}` });
  });

  it("says that a message is on its way; should the process die before handing it over, the person asks again", async () => {
    const { accountId } = await bench.account();
    const { afterResponse } = bench.ports;
    bench.ports.afterResponse = () => undefined;
    const browser = bench.browser(accountId);
    bench.ports.afterResponse = afterResponse;
    await browser.begin();
    expect(browser.codes).toEqual([]);
    expect(await browser.view()).toMatchObject({ state: "pending", delivery: "queued" });

    const restarted = bench.browser(accountId);
    Object.assign(restarted.context, browser.context);
    Object.assign(restarted.cookie, browser.cookie);
    await bench.elapse(61);
    expect(await restarted.resend()).toEqual({ ok: true });
    expect(await restarted.view()).toMatchObject({ delivery: "sent" });
    expect(await restarted.answer(restarted.code())).toMatchObject({ ok: true });
  });

  it("shows no code of an earlier sign-in as if it were this one's", async () => {
    const { browser } = await begunSignIn();
    await browser.answer(browser.code());
    bench.limiter.full.add("send-to-destination");
    await browser.begin();
    bench.limiter.full.clear();
    expect(await browser.view()).toMatchObject({ ok: true, state: null, reference: null, delivery: null });
  });

  it("says when nobody can be reached", async () => {
    const { browser } = await begunSignIn({ factors: [] });
    expect(await browser.view()).toMatchObject({ channel: null, maskedDestination: null, state: null });
  });

  it("is closed without a pending sign-in, in another browser, and once it is over", async () => {
    const closed = { ok: false, refusal: { code: "not-pending" } };
    const { browser, accountId } = await begunSignIn();
    const other = bench.browser(accountId);
    expect(await other.view()).toEqual(closed);
    other.cookie.pendingToken = browser.cookie.pendingToken;
    expect(await other.view()).toEqual(closed);
    await browser.answer(browser.code());
    expect(await browser.view()).toEqual(closed);
  });

  it("takes one statement", async () => {
    const { browser } = await begunSignIn();
    bench.statements.count = 0;
    await browser.view();
    expect(bench.statements.count).toBe(1);
  });
});
