// Attack: whoever has the password guesses codes, reuses them, brings them from elsewhere, or races against the count.
// Each compared answer is counted before it is compared; each right one opens one session, in the browser it was sent for.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());
afterEach(() => bench.limiter.full.clear());

async function begunSignIn(account?: Parameters<typeof bench.account>[0]) {
  const person = await bench.account(account);
  const browser = bench.browser(person.accountId);
  await browser.begin("/orders");
  return { ...person, browser };
}

describe("the right code", () => {
  it("opens a session that says how it was proved, and leads where the person was going", async () => {
    const { browser, accountId } = await begunSignIn();
    const signedIn = await browser.answer(browser.code());
    expect(signedIn).toEqual({
      ok: true,
      sessionId: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      accountId,
      amr: ["pwd", "mca", "email_code"],
      acr: "urn:countersign:acr:two-step",
      returnPath: "/orders",
    });
  });

  it("by SMS is another proof", async () => {
    const { browser } = await begunSignIn({ factors: ["sms"] });
    expect(await browser.answer(browser.code())).toMatchObject({ amr: ["pwd", "sms", "mfa"] });
  });

  it("is understood as people paste it", async () => {
    const { browser } = await begunSignIn();
    const code = browser.code();
    expect(await browser.answer(`Your code is ${code}`)).toMatchObject({ ok: true });
  });

  it("works once", async () => {
    const { browser } = await begunSignIn();
    await browser.answer(browser.code());
    expect(await browser.answer(browser.code())).toEqual({ ok: false, refusal: { code: "not-pending" } });
  });

  it("sent twenty times at once opens one session", async () => {
    const { browser } = await begunSignIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.answer(browser.code())));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("still works after four wrong ones", async () => {
    const { browser } = await begunSignIn();
    for (const _ of [1, 2, 3, 4]) await browser.answer(browser.wrongCode());
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });

  it("takes four statements", async () => {
    const { browser } = await begunSignIn();
    bench.statements.count = 0;
    await browser.answer(browser.code());
    expect(bench.statements.count).toBe(4);
  });
});

describe("a wrong code", () => {
  it("tells how many answers are left, and the fifth ends the code for good", async () => {
    const { browser } = await begunSignIn();
    for (const attemptsLeft of [4, 3, 2, 1]) {
      expect(await browser.answer(browser.wrongCode())).toEqual({
        ok: false,
        refusal: { code: "wrong", attemptsLeft },
      });
    }
    expect(await browser.answer(browser.wrongCode())).toEqual({ ok: false, refusal: { code: "exhausted" } });
    expect(await browser.answer(browser.code())).toEqual({ ok: false, refusal: { code: "exhausted" } });
  });

  it("sent twenty times at once opens nothing, and five of them are compared", async () => {
    const { browser, accountId } = await begunSignIn();
    const wrong = browser.wrongCode();
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.answer(wrong)));
    expect(answers.filter(({ ok }) => ok)).toEqual([]);
    const compared = await bench.database.$queryRaw`
      SELECT count(*)::int AS count FROM two_factor_audit_event
      WHERE account_id = ${accountId} AND event = 'challenge_answer_fail'`;
    expect(compared).toEqual([{ count: 5 }]);
  });

  it("takes five statements", async () => {
    const { browser } = await begunSignIn();
    bench.statements.count = 0;
    await browser.answer(browser.wrongCode());
    expect(bench.statements.count).toBe(5);
  });

  it("that is no code at all costs no attempt and no statement", async () => {
    const { browser } = await begunSignIn();
    bench.statements.count = 0;
    for (const input of ["", "12345", "123456 ١٢٣٤٥٧", 123456, ["123456"], { $ne: "" }, null, "1".repeat(10_000_000)]) {
      expect(await browser.answer(input)).toEqual({ ok: false, refusal: { code: "format" } });
    }
    expect(bench.statements.count).toBe(0);
    expect(await browser.view()).toMatchObject({ attemptsLeft: 5 });
  });
});

describe("an attempt that is not granted", () => {
  it("is not compared: between looking and counting somebody else may have used the last one", async () => {
    const { store } = bench.ports;
    let grants = 1;
    bench.ports.store = {
      ...store,
      reserveAttempt: async (input) => (grants-- > 0 ? store.reserveAttempt(input) : null),
    };
    const { browser } = await begunSignIn();
    bench.ports.store = store;
    expect(await browser.answer(browser.wrongCode())).toMatchObject({ refusal: { code: "wrong" } });
    expect(await browser.answer(browser.code())).toEqual({ ok: false, refusal: { code: "no-code" } });
    expect(await browser.view()).toMatchObject({ ok: true, state: "pending" });
  });
});

describe("a code that was replaced", () => {
  it("is named, with the one that counts", async () => {
    const { browser } = await begunSignIn();
    const first = await browser.view();
    await bench.elapse(61);
    await browser.resend();
    const second = await browser.view();
    expect(await browser.answer(browser.codes[0])).toEqual({
      ok: false,
      refusal: {
        code: "older-code",
        answeredReference: first.ok && first.reference,
        sentReference: second.ok && second.reference,
        sentAt: expect.any(Date),
        attemptsLeft: 4,
      },
    });
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });

  it("is simply wrong in any other browser", async () => {
    const { browser, accountId } = await begunSignIn();
    await bench.elapse(61);
    await browser.resend();
    await bench.elapse(61);
    const other = bench.browser(accountId);
    await other.begin();
    expect(await other.answer(browser.codes[0])).toMatchObject({ refusal: { code: "wrong", attemptsLeft: 4 } });
  });
});

describe("a code from elsewhere", () => {
  it("does not work in another browser of the same account", async () => {
    const { browser, accountId } = await begunSignIn();
    await bench.elapse(61);
    const other = bench.browser(accountId);
    await other.begin();
    expect(await other.answer(browser.code())).toMatchObject({ refusal: { code: "wrong" } });
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });

  it("does not work for another account", async () => {
    const { browser } = await begunSignIn();
    const { browser: other } = await begunSignIn();
    expect(await other.answer(browser.code())).toMatchObject({ refusal: { code: "wrong" } });
  });

  it("does not work with the cookie alone: the browser has to be the same", async () => {
    const { browser, accountId } = await begunSignIn();
    const thief = bench.browser(accountId);
    thief.cookie.pendingToken = browser.cookie.pendingToken;
    expect(await thief.answer(browser.code())).toEqual({ ok: false, refusal: { code: "not-pending" } });
  });

  it.each([null, "", "made-up"])("does not work without a pending sign-in (%j)", async (pendingToken) => {
    const { browser } = await begunSignIn();
    browser.cookie.pendingToken = pendingToken;
    expect(await browser.answer(browser.code())).toEqual({ ok: false, refusal: { code: "not-pending" } });
  });
});

describe("time", () => {
  it("ends a code after five minutes, without using an attempt", async () => {
    const { browser } = await begunSignIn();
    await bench.elapse(301);
    expect(await browser.answer(browser.code())).toEqual({ ok: false, refusal: { code: "expired" } });
    expect(await browser.answer(browser.wrongCode())).toEqual({ ok: false, refusal: { code: "expired" } });
    expect(await browser.view()).toMatchObject({ state: "expired", attemptsLeft: 5, sendAgainInSeconds: 0 });
  });

  it("spares the database the rest once there is nothing to compare", async () => {
    const { browser } = await begunSignIn();
    await bench.elapse(301);
    bench.statements.count = 0;
    await browser.answer(browser.code());
    expect(bench.statements.count).toBe(2);
  });

  it("leaves a code alone until then", async () => {
    const { browser } = await begunSignIn();
    await bench.elapse(290);
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });

  it("ends the pending sign-in after ten minutes", async () => {
    const { browser } = await begunSignIn();
    await bench.elapse(9 * 60);
    expect(await browser.resend()).toEqual({ ok: true });
    await bench.elapse(61);
    expect(await browser.answer(browser.code())).toEqual({ ok: false, refusal: { code: "not-pending" } });
  });
});

describe("the client address", () => {
  it("is limited before anything is looked up, and the trail is told once", async () => {
    const { browser } = await begunSignIn();
    bench.limiter.full.add("answer");
    const slowDown = { ok: false, refusal: { code: "slow-down", retryAfterSeconds: 30 } };
    expect(await browser.answer(browser.code())).toEqual(slowDown);
    bench.statements.count = 0;
    expect(await browser.answer(browser.code())).toEqual(slowDown);
    expect(bench.statements.count).toBe(1);
    const rows = await bench.database.$queryRaw`
      SELECT detail FROM two_factor_audit_event
      WHERE event = 'excess_rate_limit_exceeded' AND request_id = ${browser.context.requestId}`;
    expect(rows).toEqual([{ detail: { limit: "answer" } }]);
  });
});
