import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emailReport, type Post, signEmailReport, textReport } from "@/e2e/fixtures/delivery-reports";
import { answer } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import * as local from "@/e2e/fixtures/local-providers";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { sendCode } from "@/e2e/fixtures/sent-code";
import { refused } from "@/lib/two-factor/testing/provider-server";

let site: Site;
let resend: local.Resend;
let twilio: local.Twilio;
let mail: local.MailServer;
beforeAll(async () => {
  [resend, twilio, mail] = await Promise.all([local.startResend(), local.startTwilio(), local.startMailServer()]);
  site = await startSite({ env: { ...resend.env, ...twilio.env, ...mail.env } });
});
afterAll(async () => {
  await Promise.all([resend.stop(), twilio.stop(), mail.stop()]);
  await site.stop();
});

type Waiting = Awaited<ReturnType<typeof sendCode>>;

async function enterCode({ person, client }: Waiting): Promise<string> {
  const { code } = await createMailbox(site.url, person.email).nextCode();
  await answer(client, code);
  return code;
}

describe("with a mail server behind Resend", () => {
  const down = [refused(500, "internal_server_error")];
  const hungUp: local.Greeting = (socket) => void socket.destroy();

  test("while Resend is down, the code comes by the mail server, once, and signs the person in", async () => {
    resend.behave(down);
    const waiting = await sendCode(site);
    const { email } = waiting.person;
    expect(await waiting.row()).toMatchObject({ state: "sent", provider: "smtp" });
    expect(await waiting.shown()).toContain("Sent to");
    const arrived = mail.received.filter(({ to }) => to.includes(email));
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.raw).toContain(await enterCode(waiting));
    expect(await waiting.isSignedIn()).toBe(true);
  });

  test("while both are down, the page says so, and a new code comes once one of them is back", async () => {
    resend.behave(down);
    mail.behave(hungUp);
    const waiting = await sendCode(site);
    expect(await waiting.row()).toMatchObject({ state: "failed", sealed: null });
    expect(await waiting.shown()).toContain("Could not be sent to");
    expect(await waiting.shown()).toContain("The message could not be sent. Send a new code to try again.");
    await answer(waiting.client, "000000");
    expect(await waiting.isSignedIn()).toBe(false);

    resend.behave([local.taken]);
    await waiting.askAgain();
    expect(await waiting.row()).toMatchObject({ state: "sent", provider: "resend" });
    expect(await waiting.shown()).toContain("Sent to");
    await enterCode(waiting);
    expect(await waiting.isSignedIn()).toBe(true);
    mail.behave();
  });
});

function post({ path, body, headers }: Post): Promise<number> {
  return fetch(`${site.url}${path}`, { method: "POST", body, headers }).then(({ status }) => status);
}

/** A delivery's id at the provider, and the provider's report about it. */
async function sentEmail() {
  const waiting = await sendCode(site);
  const { id: deliveryId, provider_message_id: emailId } = await waiting.row();
  const report = (type: string, different: Partial<Parameters<typeof emailReport>[0]> = {}) =>
    emailReport({ type: `email.${type}`, emailId, deliveryId, key: resend.key, ...different });
  return { ...waiting, deliveryId, emailId, report };
}

async function sentText() {
  const waiting = await sendCode(site, { twoStep: "sms" });
  const { id: deliveryId, provider_message_id: sid } = await waiting.row();
  const callback = `${site.url}/api/webhooks/twilio?delivery=${deliveryId}`;
  const report = (status: string, { url = callback, token = twilio.authToken, fields = {} } = {}) =>
    textReport(url, { MessageSid: sid, MessageStatus: status, ...fields }, token);
  return { ...waiting, deliveryId, sid, callback, report };
}

/** The row and its events in the trail. A report that does not count leaves both as they were. */
async function traces({ row, person }: Waiting) {
  const { rows } = await site.database.query("SELECT event FROM two_factor_audit_event WHERE account_id = $1", [
    person.accountId,
  ]);
  return { row: await row(), events: rows };
}

describe("a report of a delivery", () => {
  test("of an e-mail that arrived and came back shows on the page; late and repeated ones change nothing", async () => {
    const sent = await sentEmail();
    const delivered = sent.report("delivered");
    expect(await post(delivered)).toBe(204);
    expect(await sent.shown()).toContain("Delivered to");
    const bounced = sent.report("bounced");
    expect(await post(bounced)).toBe(204);
    expect(await sent.shown()).toContain("this address does not accept mail");
    const before = await traces(sent);
    for (const late of [bounced, delivered, sent.report("sent"), sent.report("failed"), sent.report("bounced")])
      expect(await post(late)).toBe(204);
    expect(await traces(sent)).toEqual(before);
  });

  test("of an SMS shows on the page, whether it arrived or not", async () => {
    const sent = await sentText();
    const callback = twilio.callsTo(sent.person.phone).map(({ body }) => body.StatusCallback);
    expect(callback).toContain(sent.callback);
    const delivered = sent.report("delivered");
    expect(await post(delivered)).toBe(204);
    expect(await sent.shown()).toContain("Delivered to");
    const other = await sentText();
    const bounced = other.report("undelivered");
    expect(await post(bounced)).toBe(204);
    expect(await other.shown()).toContain("this number did not take it");
    const before = await traces(other);
    for (const late of [bounced, other.report("delivered"), other.report("sent"), other.report("failed")])
      expect(await post(late)).toBe(204);
    expect(await traces(other)).toEqual(before);
  });
});

type Email = Awaited<ReturnType<typeof sentEmail>>;
type Text = Awaited<ReturnType<typeof sentText>>;
type Refused<Sent> = [name: string, forge: (sent: Sent) => Post, status: number];

const tooLarge = "x".repeat(70_000);
const someoneElses = randomBytes(24);

const ofEmails: Refused<Email>[] = [
  ["signed with another secret", ({ report }) => report("bounced", { key: someoneElses }), 401],
  ["without a signature", ({ report }) => ({ ...report("bounced"), headers: {} }), 401],
  ["changed after it was signed", ({ report }) => ({ ...report("delivered"), body: report("bounced").body }), 401],
  ["under the id of another one", ({ report }) => withHeader(report("bounced"), "svix-id", "msg_2"), 401],
  ["recorded ten minutes ago", ({ report }) => report("bounced", { skewSeconds: -600 }), 401],
  ["ten minutes ahead of time", ({ report }) => report("bounced", { skewSeconds: 600 }), 401],
  ["recorded ten minutes ago and given a new date", ({ report }) => redated(report), 401],
  ["larger than any is", () => signEmailReport(tooLarge, resend), 413],
  ["signed, and no JSON", () => signEmailReport("{", resend), 400],
  ["signed, and of no message", () => signEmailReport('{"type":"email.bounced","data":{}}', resend), 400],
  ["signed, and of an event of another kind", ({ report }) => report("opened"), 204],
  ["of a message that was never sent", ({ report }) => report("bounced", unknownEmail()), 204],
  ["of this delivery under another message's id", ({ report }) => report("bounced", { emailId: randomUUID() }), 204],
  ["of this message under another delivery's id", ({ report }) => report("bounced", { deliveryId: randomUUID() }), 204],
  ["of another provider", (sent) => textOf(sent), 204],
];

const ofSms: Refused<Text>[] = [
  ["signed with another secret", ({ report }) => report("undelivered", { token: "not the account's" }), 401],
  ["without a signature", ({ report }) => withHeader(report("undelivered"), "x-twilio-signature", ""), 401],
  ["changed after it was signed", ({ report }) => ({ ...report("sent"), body: report("undelivered").body }), 401],
  ["with a field more than was signed", ({ report }) => withField(report("undelivered")), 401],
  ["signed for another delivery", ({ report }) => ({ ...report("undelivered"), path: otherDelivery() }), 401],
  ["signed for another site", ({ report, callback }) => report("undelivered", { url: elsewhere(callback) }), 401],
  ["larger than any is", ({ report }) => report("undelivered", { fields: { Body: tooLarge } }), 413],
  ["signed, and without a message", ({ callback }) => textReport(callback, {}, twilio.authToken), 400],
  ["signed, and of a state of another kind", ({ report }) => report("accepted"), 204],
  ["of a message that was never sent", ({ report }) => report("undelivered", { url: unknownText() }), 204],
  ["of this delivery under another message's id", ({ report }) => report("undelivered", anotherText()), 204],
  ["of another provider", (sent) => emailOf(sent), 204],
];

function withHeader(given: Post, name: string, value: string): Post {
  return { ...given, headers: { ...given.headers, [name]: value } };
}

function withField(given: Post): Post {
  return { ...given, body: `${given.body}&ErrorCode=30003` };
}

function redated(report: Email["report"]): Post {
  const now = String(Math.floor(Date.now() / 1000));
  return withHeader(report("bounced", { skewSeconds: -600 }), "svix-timestamp", now);
}

const unknownEmail = () => ({ emailId: randomUUID(), deliveryId: undefined });
const anotherText = () => ({ fields: { MessageSid: `SM${randomUUID()}` } });
const otherDelivery = () => `/api/webhooks/twilio?delivery=${randomUUID()}`;
const unknownText = () => `${site.url}${otherDelivery()}`;
const elsewhere = (callback: string) => callback.replace("localhost", "shop.example");

const textOf = ({ deliveryId, emailId }: Email) =>
  textReport(
    `${site.url}/api/webhooks/twilio?delivery=${deliveryId}`,
    { MessageSid: emailId, MessageStatus: "undelivered" },
    twilio.authToken,
  );
const emailOf = ({ deliveryId, sid }: Text) =>
  emailReport({ type: "email.bounced", emailId: sid, deliveryId, key: resend.key });

// Attack: post a bounce to keep a person from signing in, send an old report again, or use the report of one message
// for another.
describe("a report that does not count", () => {
  let email: Email;
  let text: Text;
  beforeAll(async () => {
    email = await sentEmail();
    text = await sentText();
  });

  test.each(ofEmails)("of an e-mail: %s", async (_name, forge, status) => {
    const before = await traces(email);
    expect(await post(forge(email))).toBe(status);
    expect(await traces(email)).toEqual(before);
  });

  test.each(ofSms)("of an SMS: %s", async (_name, forge, status) => {
    const before = await traces(text);
    expect(await post(forge(text))).toBe(status);
    expect(await traces(text)).toEqual(before);
  });

  test("is a signed one with a wrong content type", async () => {
    for (const report of [email.report("delivered"), text.report("delivered")])
      expect(await post(withHeader(report, "content-type", "text/plain"))).toBe(204);
    expect([(await email.row()).state, (await text.row()).state]).toEqual(["delivered", "delivered"]);
  });

  test("is one that is not posted", async () => {
    for (const name of ["resend", "twilio"]) expect((await fetch(`${site.url}/api/webhooks/${name}`)).status).toBe(405);
  });
});
