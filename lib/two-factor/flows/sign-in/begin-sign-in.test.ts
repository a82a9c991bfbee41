// Attack: the password alone is turned into a session, or into messages without end.
// A second step that is owed stays owed whatever happens to the code, and every send is counted before it leaves.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { beginSignIn } from "@/lib/two-factor/flows/sign-in/begin-sign-in";
import { delivered, openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());
afterEach(() => {
  bench.limiter.full.clear();
  bench.provider.send = async () => delivered;
});

async function visit(account?: Parameters<typeof bench.account>[0]) {
  const person = await bench.account(account);
  return { ...person, browser: bench.browser(person.accountId) };
}

describe("after the password", () => {
  it("nothing is owed and nothing is sent where the second step is off", async () => {
    const { browser } = await visit({ enabled: false });
    expect(await browser.begin()).toEqual({ owed: false });
    expect(browser.codes).toEqual([]);
  });

  // Attack: go on with a password that was right a moment before it was changed.
  it("nothing begins where the account is another version than the one the password was compared under", async () => {
    const { accountId, browser } = await visit();
    await bench.database.twoFactorAccount.update({ where: { accountId }, data: { version: 1 } });
    const proved = { accountId, amr: ["pwd" as const], returnPath: "/", context: browser.context };
    expect(await beginSignIn(bench.ports, { ...proved, accountVersion: 0 })).toEqual({ owed: false });
    expect(await beginSignIn(bench.ports, { ...proved, accountVersion: 1 })).toMatchObject({ owed: true });
  });

  it("nothing is owed by an account the add-on has never heard of", async () => {
    expect(await bench.browser("never-seen").begin()).toEqual({ owed: false });
  });

  it("a code goes to the verified address, with what the person needs to recognise it", async () => {
    const { browser, address } = await visit();
    expect(await browser.begin()).toMatchObject({ owed: true, code: "sent" });
    const view = await browser.view();
    expect(bench.mailbox.at(-1)).toMatchObject({
      to: address.email,
      code: expect.stringMatching(/^[0-9]{6}$/),
      purpose: "sign-in",
      minutes: 5,
      locale: "en",
      reference: view.ok && view.reference,
      origin: { ip: "192.0.2.7", userAgent: browser.context.userAgent, at: expect.any(Date) },
    });
  });

  it("the preferred channel is used", async () => {
    const { browser, address } = await visit({ factors: ["email", "sms"], prefers: "sms" });
    await browser.begin();
    expect(bench.mailbox.at(-1)?.to).toBe(address.sms);
  });

  it("takes three statements, and two afterwards for the delivery", async () => {
    const { browser } = await visit();
    bench.statements.count = 0;
    await browser.begin();
    expect(bench.statements.count).toBe(5);
  });
});

describe("signing in again", () => {
  it("within the cool-down goes on with the code already sent", async () => {
    const { browser } = await visit();
    await browser.begin();
    expect(await browser.begin()).toMatchObject({ owed: true, code: "still-valid" });
    expect(browser.codes).toHaveLength(1);
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
  });

  it("after the cool-down sends a new code", async () => {
    const { browser } = await visit();
    await browser.begin();
    await bench.elapse(61);
    expect(await browser.begin()).toMatchObject({ code: "sent" });
    expect(browser.codes).toHaveLength(2);
  });

  it("in another browser within the cool-down is owed, without a code", async () => {
    const { browser, accountId } = await visit();
    await browser.begin();
    const other = bench.browser(accountId);
    expect(await other.begin()).toMatchObject({ owed: true, code: { code: "cool-down" } });
    expect(await other.answer(browser.code())).toMatchObject({ refusal: { code: "no-code" } });
  });

  it("replaces the pending sign-in: the cookie before it opens nothing", async () => {
    const { browser } = await visit();
    await browser.begin();
    const before = browser.cookie.pendingToken;
    await browser.begin();
    browser.cookie.pendingToken = before;
    expect(await browser.view()).toEqual({ ok: false, refusal: { code: "not-pending" } });
  });
});

describe("without a code", () => {
  it("the second step stays owed when nobody can be reached", async () => {
    const { browser } = await visit({ factors: [] });
    expect(await browser.begin()).toMatchObject({ owed: true, code: { code: "no-authenticator" } });
    expect(await browser.answer("123456")).toMatchObject({ refusal: { code: "no-code" } });
  });

  it("a channel that is not configured is no way out", async () => {
    const person = await bench.account({ factors: ["sms"] });
    const browser = bench.browser(person.accountId, ["email"]);
    expect(await browser.begin()).toMatchObject({ owed: true, code: { code: "no-authenticator" } });
  });

  it.each([
    ["send-to-destination", { code: "send-limit", retryAfterSeconds: 30 }],
    ["send-from-address", { code: "slow-down", retryAfterSeconds: 30 }],
  ] as const)("the second step stays owed when the limit %s is full", async (limit, refusal) => {
    const { browser } = await visit();
    bench.limiter.full.add(limit);
    expect(await browser.begin()).toMatchObject({ owed: true, code: refusal });
    expect(browser.codes).toEqual([]);
  });

  it("a limit of the client address takes nothing from the destination", async () => {
    const { browser, address } = await visit();
    bench.limiter.full.add("send-from-address");
    await browser.begin();
    expect(bench.limiter.countOf("send-to-destination", bench.ports.hash(`email:${address.email}`))).toBe(0);
  });
});

describe("when the provider is down", () => {
  it("the page says that the code could not be sent, and a new one may be asked for at once", async () => {
    const { browser } = await visit();
    bench.provider.send = async () => ({ ok: false, provider: "test", failure: "unreachable", attempts: 3 });
    expect(await browser.begin()).toMatchObject({ owed: true, code: "sent" });
    expect(await browser.view()).toMatchObject({ delivery: "failed", sendAgainInSeconds: 0 });
    bench.provider.send = async () => delivered;
    expect(await browser.resend()).toEqual({ ok: true });
    expect(await browser.view()).toMatchObject({ delivery: "sent" });
  });

  it("a channel that throws is a failed delivery, and the sign-in is still there", async () => {
    const { browser } = await visit();
    bench.provider.send = () => Promise.reject(new Error("socket hang up"));
    await browser.begin();
    expect(await browser.view()).toMatchObject({ state: "pending", delivery: "failed" });
    expect(bench.log.map(({ event }) => event)).toContain("channel_threw");
  });
});
