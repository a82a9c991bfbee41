import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "@/e2e/fixtures/http-client";
import { answer, passwordStep } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type PersonOptions } from "@/e2e/fixtures/person";
import { accepted, json, refused, startProviderServer } from "@/lib/two-factor/channels/test-provider-server";
import { startSmtpServer } from "@/lib/two-factor/channels/test-smtp-server";

const key = randomBytes(24);
const authToken = randomBytes(16).toString("hex");
const textSid = "SM0123456789abcdef";

type Servers = {
  site: Site;
  resend: Awaited<ReturnType<typeof startProviderServer>>;
  mail: Awaited<ReturnType<typeof startSmtpServer>>;
  twilio: Awaited<ReturnType<typeof startProviderServer>>;
};

/** A site with Resend, a mail server and Twilio behind it, all on this machine. */
async function startAll(resendAnswers: Parameters<typeof startProviderServer>[0]): Promise<Servers> {
  const resend = await startProviderServer(resendAnswers);
  const twilio = await startProviderServer([json(201, { sid: textSid })]);
  const mail = await startSmtpServer();
  const site = await startSite({
    env: {
      RESEND_API_KEY: "re_test",
      RESEND_BASE_URL: resend.baseUrl,
      RESEND_WEBHOOK_SECRET: `whsec_${key.toString("base64")}`,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      TWILIO_ACCOUNT_SID: "AC0123456789abcdef",
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_FROM: "+15005550001",
      TWILIO_BASE_URL: twilio.baseUrl,
    },
  });
  return { site, resend, mail, twilio };
}

async function stopAll({ site, ...providers }: Servers) {
  await Promise.all(Object.values(providers).map((provider) => provider.stop()));
  await site.stop();
}

/** A person who has just entered the password, and whose message has left. */
async function sendCode(site: Site, options?: PersonOptions) {
  const person = await createPerson(site.database, options);
  const client = site.client();
  await passwordStep(client, person);
  const row = async () => {
    const { rows } = await site.database.query("SELECT * FROM delivery WHERE account_id = $1", [person.accountId]);
    return rows[0];
  };
  for (let tries = 0; (await row())?.state === "queued" && tries < 300; tries += 1) await wait(100);
  return { person, client, row };
}

const shownTo = async (client: Client) => (await client.get("/verify")).text;

describe("with Resend down and a mail server behind it", () => {
  let servers: Servers;
  beforeAll(async () => {
    servers = await startAll([refused(500, "internal_server_error")]);
  });
  afterAll(() => stopAll(servers));

  test("the code comes by the mail server, once, and signs the person in", async () => {
    const { site, mail } = servers;
    const { person, client, row } = await sendCode(site);
    expect(await row()).toMatchObject({ state: "sent", provider: "smtp" });
    expect(await shownTo(client)).toContain("Sent to");
    const { code } = await createMailbox(site.url, person.email).nextCode();
    const arrived = mail.received.filter(({ to }) => to.includes(person.email));
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.raw).toContain(code);
    await answer(client, code);
    expect(JSON.parse((await client.get("/api/auth/session")).text)).not.toBeNull();
  });
});

describe("reports of deliveries", () => {
  let servers: Servers;
  beforeAll(async () => {
    servers = await startAll([accepted]);
  });
  afterAll(() => stopAll(servers));

  function post(path: string, body: string, headers: Record<string, string>) {
    return fetch(`${servers.site.url}${path}`, { method: "POST", body, headers }).then(({ status }) => status);
  }

  /** As Svix signs for Resend. */
  function reportEmail(
    type: string,
    deliveryId: string,
    { at = Math.floor(Date.now() / 1000), signingKey = key } = {},
  ) {
    const data = { email_id: "4ef9a417-02e9-4d39-ad75-9611e0fcc33c", tags: { delivery: deliveryId } };
    const body = JSON.stringify({ type, created_at: new Date().toISOString(), data });
    const signature = createHmac("sha256", signingKey).update(`msg_1.${at}.${body}`).digest("base64");
    const signed = { "svix-id": "msg_1", "svix-timestamp": String(at), "svix-signature": `v1,${signature}` };
    return post("/api/webhooks/resend", body, signed);
  }

  /** As Twilio signs: the address it was given, and every field. */
  function reportText(status: string, callback: string, token = authToken) {
    const fields: Record<string, string> = { MessageSid: textSid, MessageStatus: status };
    const names = Object.keys(fields).sort();
    const text = callback + names.map((name) => `${name}${fields[name]}`).join("");
    const { pathname, search } = new URL(callback);
    return post(`${pathname}${search}`, new URLSearchParams(fields).toString(), {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": createHmac("sha1", token).update(text).digest("base64"),
    });
  }

  test("an e-mail that came back shows on the page, and a late or repeated report changes nothing", async () => {
    const { client, row } = await sendCode(servers.site);
    const { id } = await row();
    expect(await reportEmail("email.delivered", id)).toBe(204);
    expect(await shownTo(client)).toContain("Delivered to");
    expect(await reportEmail("email.bounced", id)).toBe(204);
    expect(await shownTo(client)).toContain("does not accept mail");
    const before = await row();
    for (const type of ["email.bounced", "email.delivered", "email.sent"])
      expect(await reportEmail(type, id)).toBe(204);
    expect(await row()).toEqual(before);
  });

  test("a text that arrived shows on the page", async () => {
    const { client, row } = await sendCode(servers.site, { twoStep: "sms" });
    const { id } = await row();
    const callback = servers.twilio.calls
      .map(({ body }) => String(body.StatusCallback))
      .find((url) => url.includes(id));
    expect(callback).toBe(`${servers.site.url}/api/webhooks/twilio?delivery=${id}`);
    expect(await reportText("delivered", callback ?? "", "not the account's secret")).toBe(401);
    expect(await shownTo(client)).toContain("Sent to");
    expect(await reportText("delivered", callback ?? "")).toBe(204);
    expect(await shownTo(client)).toContain("Delivered to");
  });

  // Attack: somebody posts a bounce to keep a person from signing in, or sends an old report again.
  test("a forged, an old and an oversized one are refused and change nothing", async () => {
    const { row } = await sendCode(servers.site);
    const before = await row();
    expect(await reportEmail("email.bounced", before.id, { signingKey: randomBytes(24) })).toBe(401);
    expect(await reportEmail("email.bounced", before.id, { at: Math.floor(Date.now() / 1000) - 600 })).toBe(401);
    expect(await post("/api/webhooks/resend", "x".repeat(70_000), {})).toBe(413);
    expect(await post("/api/webhooks/twilio", "x".repeat(70_000), {})).toBe(413);
    expect(await row()).toEqual(before);
  });
});
