// Attack: sign in with a stolen password, or wear an account's codes out, and have its owner hear nothing of it.
// The message is written by the statement that opens the session, or that switches the codes off.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMessage } from "@/lib/two-factor/flows/message/sealed-message";
import { openSession } from "@/lib/two-factor/flows/session/open-session";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());

/** What waits to be told about this account, opened. */
async function messagesFor(accountId: string) {
  const rows = await bench.database.twoFactorDelivery.findMany({ where: { accountId, challengeId: null } });
  return rows.map((row) => {
    const taken = { ...row, challengeId: null, channel: "email" as const, claim: 1, isRepeat: false, isWanted: true };
    const { message } = openMessage(bench.ports, { ...taken, sealed: row.sealed ?? "" });
    if (!("notice" in message)) throw new Error("That is a code");
    return { ...message, channel: row.channel };
  });
}

/** The same in short: "new-sign-in email alice@example.com". */
async function told(accountId: string): Promise<string[]> {
  return (await messagesFor(accountId)).map(
    ({ notice, channel, to }) =>
      `${notice.about === "security-change" ? notice.change : notice.about} ${channel} ${to}`,
  );
}

const forgetSends = (accountId: string) => bench.database.$executeRaw`
  UPDATE two_factor_account SET last_sent_at = NULL, sent_this_hour = 0, sent_today = 0 WHERE account_id = ${accountId}`;

async function signIn(browser: ReturnType<typeof bench.browser>) {
  await browser.begin();
  return browser.answer(browser.code());
}

describe("a sign-in", () => {
  it("from a new browser is told by e-mail; from a known one it is not", async () => {
    const { accountId, address } = await bench.account({ factors: ["email", "sms"] });
    const [browser, other] = [bench.browser(accountId), bench.browser(accountId)];
    expect(await signIn(browser)).toMatchObject({ ok: true });
    expect(await told(accountId)).toEqual([`new-sign-in email ${address.email}`]);
    await forgetSends(accountId);
    expect(await signIn(browser)).toMatchObject({ ok: true });
    expect(await told(accountId)).toHaveLength(1);
    await forgetSends(accountId);
    expect(await signIn(other)).toMatchObject({ ok: true });
    expect(await told(accountId)).toHaveLength(2);
  });

  // Attack: somebody with the password and the weaker channel makes it the one that codes go to from now on, in silence.
  it("whose code came the other way is told at every address, since codes go there from now on", async () => {
    const { accountId, address } = await bench.account({ factors: ["email", "sms"] });
    const browser = bench.browser(accountId);
    await browser.begin();
    await forgetSends(accountId);
    await browser.switchChannel();
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
    const changes = [`channel-changed email ${address.email}`, `channel-changed sms ${address.sms}`];
    expect((await told(accountId)).sort()).toEqual([...changes, `new-sign-in email ${address.email}`]);
    // The next one goes there by itself, and changes nothing.
    await forgetSends(accountId);
    expect(await signIn(browser)).toMatchObject({ ok: true });
    expect(await told(accountId)).toHaveLength(3);
  });

  // Attack: bury the message that matters under one of what never happened.
  it.each(["email", undefined] as const)(
    "whose code went the other way and back again is no change (prefers %s)",
    async (prefers) => {
      const { accountId, address } = await bench.account({ factors: ["email", "sms"], ...(prefers && { prefers }) });
      const browser = bench.browser(accountId);
      await browser.begin();
      for (const _ of ["sms", "email"]) {
        await forgetSends(accountId);
        expect(await browser.switchChannel()).toEqual({ ok: true });
      }
      expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
      expect(await told(accountId)).toEqual([`new-sign-in email ${address.email}`]);
    },
  );

  // Attack: with the password of somebody without a second step, flood their mailbox or phone, and everybody's queue.
  it("from ever new browsers is told ten times a day", async () => {
    const { accountId } = await bench.account({ enabled: false });
    const ports = bench.portsWith({ email: bench.channelOf("email", () => undefined) });
    const visit = (browserHash: string) =>
      openSession(ports, {
        sessionId: ports.random.token(),
        accountId,
        amr: ["pwd"],
        context: { ...bench.browser(accountId).context, browserHash },
      });
    for (let each = 0; each < 13; each += 1) expect(await visit(`b${each}`)).toMatchObject({ ok: true });
    expect(await told(accountId)).toHaveLength(10);
    await bench.elapse(86_401);
    expect(await visit("later")).toMatchObject({ ok: true });
    expect(await told(accountId)).toHaveLength(11);
  });

  it("that did not happen is not told, and one of many right answers is told once", async () => {
    const { accountId } = await bench.account();
    const browser = bench.browser(accountId);
    await browser.begin();
    await browser.answer(browser.wrongCode());
    expect(await told(accountId)).toEqual([]);
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.answer(browser.code())));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await told(accountId)).toHaveLength(1);
  });

  it("by SMS alone is told by SMS", async () => {
    const { accountId, address } = await bench.account({ factors: ["sms"] });
    await signIn(bench.browser(accountId));
    expect(await told(accountId)).toEqual([`new-sign-in sms ${address.sms}`]);
  });

  it("without a second step is told too, and where it is refused it is not", async () => {
    const { context } = bench.browser("somebody");
    const ports = bench.portsWith({ email: bench.channelOf("email", () => undefined) });
    const open = (accountId: string) =>
      openSession(ports, { sessionId: ports.random.token(), accountId, amr: ["pwd"], context });
    const off = await bench.account({ enabled: false });
    expect([(await open(off.accountId)).ok, (await open(off.accountId)).ok]).toEqual([true, true]);
    expect(await told(off.accountId)).toEqual([`new-sign-in email ${off.address.email}`]);
    const on = await bench.account();
    expect(await open(on.accountId)).toMatchObject({ ok: false });
    expect(await told(on.accountId)).toEqual([]);
  });

  // Attack: come from a browser in which one signed in to an account of one's own, so that it passes for a known one.
  it("is told where the browser is known to another account alone", async () => {
    const [own, stolen] = [await bench.account(), await bench.account()];
    const browser = bench.browser(own.accountId);
    expect(await signIn(browser)).toMatchObject({ ok: true });
    const same = bench.browser(stolen.accountId);
    same.context.browserHash = browser.context.browserHash;
    expect(await signIn(same)).toMatchObject({ ok: true });
    expect(await told(stolen.accountId)).toEqual([`new-sign-in email ${stolen.address.email}`]);
  });
});

// Attack: sign in with a browser set to a language that the owner does not read, so that the message warns nobody.
describe("the language of what is told", () => {
  it("is what the person chose, whatever the request asks for", async () => {
    const { accountId } = await bench.account();
    await bench.database.twoFactorAccount.update({ where: { accountId }, data: { locale: "de" } });
    expect(await signIn(bench.browser(accountId))).toMatchObject({ ok: true });
    expect(await messagesFor(accountId)).toMatchObject([{ locale: "de" }]);
  });
});

describe("codes that are switched off", () => {
  it("are told once, to every address, by the answer that switched them off", async () => {
    const { accountId, address } = await bench.account({ factors: ["email", "sms"] });
    const browser = bench.browser(accountId);
    await browser.begin();
    await bench.database.twoFactorAccount.update({ where: { accountId }, data: { consecutiveWrong: 48 } });
    await browser.answer(browser.wrongCode());
    expect(await told(accountId)).toEqual([]);
    await Promise.all([1, 2, 3].map(() => browser.answer(browser.wrongCode())));
    expect((await told(accountId)).sort()).toEqual([
      `codes-disabled email ${address.email}`,
      `codes-disabled sms ${address.sms}`,
    ]);
  });
});
