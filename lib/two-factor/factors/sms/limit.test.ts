// Attack: an SMS is asked for in a way that was forgotten: signing in, a new code, an approval, its new code.
// All of them pass one place before a code is made, and no other channel is held up by it.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openTestApproval } from "@/lib/two-factor/testing/approval";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let signIns: Awaited<ReturnType<typeof openTestSignIn>>;
let approvals: Awaited<ReturnType<typeof openTestApproval>>;
const benches = () => [signIns, approvals];
beforeAll(async () => {
  signIns = await openTestSignIn();
  approvals = await openTestApproval();
});
afterEach(() => spend(0));
afterAll(async () => {
  for (const { close } of benches()) await close();
});

async function spend(used: number) {
  for (const { database } of benches()) {
    await database.$executeRaw`UPDATE two_factor_sms_counter
      SET used = ${used}, started_at = now(), logged_at = NULL WHERE key = 'day'`;
  }
}
const smsOf = ({ database }: typeof signIns | typeof approvals, accountId: string) =>
  database.twoFactorDelivery.count({ where: { accountId, channel: "sms" } });
const refusal = { code: "sms-limit", limit: "day", otherChannel: null, retryAfterSeconds: expect.any(Number) };

describe("with the day's budget spent", () => {
  it("no sign-in sends a code by SMS, not again either; the page says why, and the operator is told once", async () => {
    await spend(500);
    const { accountId } = await signIns.account({ factors: ["sms"] });
    const browser = signIns.browser(accountId);
    expect(await browser.begin()).toMatchObject({ owed: true, code: refusal });
    expect(await browser.resend()).toEqual({ ok: false, refusal });
    expect(await browser.view()).toMatchObject({ state: null, sendAgainInSeconds: 0, hindrance: refusal });
    expect(await smsOf(signIns, accountId)).toBe(0);
    const told = signIns.log.map(({ event }) => event).filter((event) => event.startsWith("sms"));
    expect(told).toEqual(["sms_used_up", "sms_refused", "sms_refused"]);
    const trail = await signIns.database.twoFactorAuditEvent.findMany({ where: { accountId, channel: "sms" } });
    expect(trail.map(({ event }) => event)).toEqual(["excess_rate_limit_exceeded"]);
  });

  it("no approval sends a code by SMS, not again either; it waits, and its page says why", async () => {
    await spend(500);
    const shopper = await approvals.shopper({ factors: ["sms"] });
    const proposed = await shopper.propose();
    expect(proposed).toMatchObject({ ok: true, state: "proposed", code: refusal });
    const id = proposed.ok ? proposed.approvalId : "";
    expect(await shopper.resend(id)).toEqual({ ok: false, refusal });
    expect(await shopper.view(id)).toMatchObject({ ok: true, code: { hindrance: refusal } });
    await approvals.elapse(601);
    await spend(500);
    expect(await shopper.proposeAgain(id)).toMatchObject({ ok: true, code: refusal });
    expect(await smsOf(approvals, shopper.accountId)).toBe(0);
  });

  it("a person who has an e-mail address as well is told of it, and is not sent there in silence", async () => {
    await spend(500);
    const { accountId } = await signIns.account({ factors: ["email", "sms"], prefers: "sms" });
    const browser = signIns.browser(accountId);
    expect(await browser.begin()).toMatchObject({ code: { ...refusal, otherChannel: "email" } });
    expect(browser.codes).toEqual([]);
  });

  it("no person is told of a way that the operator does not allow", async () => {
    await spend(500);
    const { accountId } = await signIns.account({ factors: ["email", "sms"], prefers: "sms" });
    signIns.ports.switchableTo = ["sms"];
    const begun = await signIns.browser(accountId).begin();
    signIns.ports.switchableTo = ["email", "sms"];
    expect(begun).toMatchObject({ code: refusal });
  });

  it("a code by e-mail goes out as always, for not one statement more", async () => {
    const cost = async () => {
      const { accountId } = await signIns.account();
      const before = signIns.statements.count;
      expect(await signIns.browser(accountId).begin()).toMatchObject({ code: "sent" });
      return signIns.statements.count - before;
    };
    const unspent = await cost();
    await spend(500);
    expect(await cost()).toBe(unspent);
    const { accountId } = await signIns.account({ factors: ["sms"] });
    await spend(0);
    const before = signIns.statements.count;
    await signIns.browser(accountId).begin();
    expect(signIns.statements.count - before).toBe(unspent + 1);
  });
});

describe("a refused SMS", () => {
  it("takes nothing from destination and client address", async () => {
    await spend(500);
    const { accountId, address } = await signIns.account({ factors: ["sms"] });
    const browser = signIns.browser(accountId);
    const fromHere = () => signIns.limiter.countOf("send-from-address", browser.context.ip);
    const before = fromHere();
    await browser.begin();
    expect(fromHere()).toBe(before);
    expect(signIns.limiter.countOf("send-to-destination", signIns.ports.hash(`sms:${address.sms}`))).toBe(0);
  });

  it("is over with its limit: the next press sends", async () => {
    await spend(500);
    const { accountId } = await signIns.account({ factors: ["sms"] });
    const browser = signIns.browser(accountId);
    await browser.begin();
    await spend(0);
    expect(await browser.view()).toMatchObject({ hindrance: null });
    expect(await browser.resend()).toEqual({ ok: true });
    expect(browser.codes).toHaveLength(1);
  });
});

describe("there is one way to an SMS", () => {
  const folder = "lib/two-factor/";
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.ts$|(^|\/)test-/.test(name),
  );
  const thatSay = (words: RegExp) => files.filter((name) => words.test(readFileSync(folder + name, "utf8"))).sort();

  it("one flow makes codes, and asks first", () => {
    expect(thatSay(/\bmac\.seal\(/)).toEqual(["flows/code/begin-code.ts"]);
    expect(thatSay(/\btakeSend\(/)).toEqual(["flows/code/begin-code.ts", "flows/limit/send-limit.ts"]);
    const source = readFileSync(`${folder}flows/code/begin-code.ts`, "utf8");
    expect(source.indexOf("takeSend(ports")).toBeLessThan(source.indexOf("mac.seal("));
    // A new factor that sends SMS would have to ask as well.
    expect(thatSay(/channel: "sms"/).filter((name) => name.startsWith("factors/"))).toEqual(["factors/sms/words.ts"]);
    expect(thatSay(/takeMore: takeSms/)).toEqual(["factors/sms/begin.ts"]);
  });

  it("one flow hands messages to a channel", () => {
    const flows = thatSay(/\.send\(/).filter((name) => name.startsWith("flows/"));
    expect(flows).toEqual(["flows/message/deliver.ts"]);
  });
});
