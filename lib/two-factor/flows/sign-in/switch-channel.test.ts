// Attack: somebody with the password chooses the channel that is easier to listen to, or that policy keeps shut.
// Defence: nobody can name a channel. There is the other verified one, where policy allows it, or none.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "@/lib/two-factor/core/words";
import { openTestApproval } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());
afterEach(() => {
  bench.ports.switchableTo = ["email", "sms"];
  bench.provider.send = async () => ({ ok: true, provider: "test", providerMessageId: "m1", attempts: 1 });
});

const both: Channel[] = ["email", "sms"];
const none = { ok: false, refusal: { code: "no-other-channel" } };

async function begunSignIn({ factors = both, ...rest }: Parameters<typeof bench.account>[0] = {}) {
  const person = await bench.account({ factors, ...rest });
  const browser = bench.browser(person.accountId);
  await browser.begin();
  const sentTo = () => bench.mailbox.filter(({ to }) => Object.values(person.address).includes(to)).map(({ to }) => to);
  const forgetSends = () => bench.database.$executeRaw`
    UPDATE two_factor_account SET last_sent_at = NULL WHERE account_id = ${person.accountId}`;
  return { ...person, browser, sentTo, forgetSends };
}

describe("a sign-in whose code does not come", () => {
  it("has it sent the other way, and signs in with that one only", async () => {
    const { browser, address, sentTo, forgetSends } = await begunSignIn();
    expect(await browser.view()).toMatchObject({ channel: "email", otherChannel: "sms" });
    await forgetSends();
    expect(await browser.switchChannel()).toEqual({ ok: true });
    expect(sentTo()).toEqual([address.email, address.sms]);
    expect(await browser.view()).toMatchObject({ channel: "sms", otherChannel: "email", attemptsLeft: 5 });
    expect(await browser.answer(browser.codes[0])).toMatchObject({ refusal: { code: "older-code" } });
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true, amr: ["pwd", "sms", "mfa"] });
  });

  it("keeps to it when a new code is sent, and when the password is given again", async () => {
    const { browser, address, sentTo, forgetSends } = await begunSignIn();
    await forgetSends();
    await browser.switchChannel();
    await forgetSends();
    await browser.resend();
    await forgetSends();
    await browser.begin();
    expect(sentTo()).toEqual([address.email, address.sms, address.sms, address.sms]);
  });

  it("goes back the same way", async () => {
    const { browser, address, sentTo, forgetSends } = await begunSignIn({ prefers: "sms" });
    for (const _ of [1, 2]) {
      await forgetSends();
      expect(await browser.switchChannel()).toEqual({ ok: true });
    }
    expect(sentTo()).toEqual([address.sms, address.email, address.sms]);
  });

  it("is offered the way that its own code did not take, whatever the setting is by now", async () => {
    const { accountId, browser, address, sentTo, forgetSends } = await begunSignIn();
    await bench.database.twoFactorAccount.update({ where: { accountId }, data: { preferredFactor: "sms" } });
    expect(await browser.view()).toMatchObject({ channel: "email", otherChannel: "sms" });
    await forgetSends();
    expect(await browser.switchChannel()).toEqual({ ok: true });
    expect(sentTo()).toEqual([address.email, address.sms]);
  });

  it("is offered the way that its first code would not take, where none could be sent yet", async () => {
    const { accountId } = await begunSignIn();
    const second = bench.browser(accountId);
    await second.begin();
    expect(await second.view()).toMatchObject({ reference: null, channel: "email", otherChannel: "sms" });
  });

  it("decides the next sign-in only once its code was answered", async () => {
    const { accountId, address, browser, sentTo, forgetSends } = await begunSignIn();
    await forgetSends();
    await browser.switchChannel();
    await forgetSends();
    await bench.browser(accountId).begin();
    expect(sentTo().at(-1)).toBe(address.email);
    expect(await browser.answer(browser.code())).toMatchObject({ ok: true });
    await bench.browser(accountId).begin();
    expect(sentTo().at(-1)).toBe(address.sms);
  });

  it("waits for the cool-down as for any send, but not after a send that failed", async () => {
    const { browser } = await begunSignIn();
    expect(await browser.switchChannel()).toMatchObject({ ok: false, refusal: { code: "cool-down" } });
    const failing = await bench.account({ factors: both });
    bench.provider.send = async () => ({ ok: false, provider: "test", failure: "down", attempts: 3 });
    const unlucky = bench.browser(failing.accountId);
    await unlucky.begin();
    expect(await unlucky.view()).toMatchObject({ delivery: "failed", sendAgainInSeconds: 0, otherChannel: "sms" });
    expect(await unlucky.switchChannel()).toEqual({ ok: true });
  });

  it("counts against the caps: five an hour, whichever way", async () => {
    const { browser, forgetSends } = await begunSignIn();
    for (const _ of [2, 3, 4, 5]) {
      await forgetSends();
      expect(await browser.switchChannel()).toEqual({ ok: true });
    }
    await forgetSends();
    expect(await browser.switchChannel()).toMatchObject({ ok: false, refusal: { code: "send-limit" } });
    expect(browser.codes).toHaveLength(5);
  });

  it("asked for fifty times at once is sent once", async () => {
    const { browser, forgetSends, sentTo } = await begunSignIn();
    await forgetSends();
    const asked = await Promise.all(Array.from({ length: 50 }, () => browser.switchChannel()));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(sentTo()).toHaveLength(2);
  });
});

describe("there is no other way", () => {
  it.each([
    ["with one verified address", { factors: ["email"] }],
    ["with one verified number", { factors: ["sms"] }],
    ["with nothing verified", { factors: [] }],
  ] satisfies [string, { factors: Channel[] }][])("%s", async (_, { factors }) => {
    const { browser } = await begunSignIn({ factors });
    expect(await browser.view()).toMatchObject({ otherChannel: null });
    expect(await browser.switchChannel()).toEqual(none);
    expect(browser.codes.length).toBe(factors.length);
  });

  it("where its channel is not configured", async () => {
    const { accountId } = await bench.account({ factors: both });
    const browser = bench.browser(accountId, ["email"]);
    await browser.begin();
    expect(await browser.view()).toMatchObject({ otherChannel: null });
    expect(await browser.switchChannel()).toEqual(none);
  });

  it("where policy does not allow it, and only there", async () => {
    bench.ports.switchableTo = ["email"];
    const byEmail = await begunSignIn();
    expect(await byEmail.browser.view()).toMatchObject({ otherChannel: null });
    expect(await byEmail.browser.switchChannel()).toEqual(none);
    const byText = await begunSignIn({ prefers: "sms" });
    expect(await byText.browser.view()).toMatchObject({ otherChannel: "email" });
    bench.ports.switchableTo = [];
    const nobody = await begunSignIn({ prefers: "sms" });
    expect(await nobody.browser.switchChannel()).toEqual(none);
  });

  it("without a pending sign-in", async () => {
    const { browser } = await begunSignIn();
    browser.cookie.pendingToken = "made-up";
    expect(await browser.switchChannel()).toEqual({ ok: false, refusal: { code: "not-pending" } });
  });
});

describe("an approval whose code does not come", () => {
  it("has it sent the other way, again too, and the setting stays as it is", async () => {
    const shopper = await bench.shopper({ factors: both });
    const id = await shopper.mustPropose();
    expect(await shopper.view(id)).toMatchObject({ code: { channel: "email", otherChannel: "sms" } });
    await shopper.forgetSends();
    expect(await shopper.switchChannel(id)).toEqual({ ok: true, state: "sent" });
    await shopper.forgetSends();
    expect(await shopper.resend(id)).toEqual({ ok: true, state: "sent" });
    expect(shopper.messages.map(({ to }) => to.startsWith("+"))).toEqual([false, true, true]);
    expect(shopper.messages.at(-1)).toMatchObject({ approval: { action: "buy" } });
    expect(await shopper.answer(id, shopper.messages[0]?.code)).toMatchObject({ ok: false });
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(await shopper.receipt(id)).toMatchObject({ channel: "sms" });
    expect((await shopper.row()).preferredFactor).toBeNull();
  });

  it("waits for the cool-down, and is over when the approval is", async () => {
    const shopper = await bench.shopper({ factors: both });
    const id = await shopper.mustPropose();
    expect(await shopper.switchChannel(id)).toMatchObject({ ok: false, refusal: { code: "cool-down" } });
    await shopper.decline(id);
    expect(await shopper.switchChannel(id)).toMatchObject({ ok: false, refusal: { code: "approval-over" } });
    expect(await bench.thief(shopper).then((thief) => thief.switchChannel(id))).toMatchObject({
      refusal: { code: "no-approval" },
    });
  });

  it("has no other way where the code proves an address", async () => {
    const shopper = await bench.shopper({ factors: both });
    const id = await shopper.mustPropose({ address: "new.address@example.org" }, "prove");
    await shopper.forgetSends();
    expect(await shopper.view(id)).toMatchObject({ code: { otherChannel: null } });
    expect(await shopper.switchChannel(id)).toEqual(none);
    expect(shopper.messages).toHaveLength(1);
  });
});
