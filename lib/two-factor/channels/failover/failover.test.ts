import { afterEach, describe, expect, it, vi } from "vitest";
import { createResendChannel } from "@/lib/two-factor/channels/resend/resend";
import { createSmtpChannel } from "@/lib/two-factor/channels/smtp/smtp";
import { createTwilioChannel } from "@/lib/two-factor/channels/twilio/twilio";
import { aMessage, aNotice, shop } from "@/lib/two-factor/testing/message";
import { accepted, hangUp, raw, refused, silent, startProviderServer } from "@/lib/two-factor/testing/provider-server";
import { smtpError, startSmtpServer, startStranger } from "@/lib/two-factor/testing/smtp-server";
import { createFailover, type FailoverConfig } from "./failover";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

type Answers = Parameters<typeof startProviderServer>[0];
type MailServer = { port: number; stop(): Promise<void> };
const from = "Fieldhouse Supply <no-reply@shop.example>";
const quick = { ...shop, from, backOffMs: 10, timeoutMs: 1000 };

async function providers<M extends MailServer>(answers: Answers, starting: Promise<M>, config: FailoverConfig = {}) {
  const [api, mail] = await Promise.all([startProviderServer(answers), starting]);
  stops.push(api.stop, mail.stop);
  const passedOn: unknown[] = [];
  const server = { host: "127.0.0.1", port: mail.port, secure: false, needsTls: false, auth: null };
  const resend = createResendChannel({ ...quick, apiKey: "re_test_key", baseUrl: api.baseUrl });
  const smtp = createSmtpChannel({ ...quick, server });
  const channel = createFailover([resend, smtp], { onPassedOn: (event) => passedOn.push(event), ...config });
  return { channel, api, mail, passedOn };
}

const { deliveryId } = aMessage();

describe("an e-mail with two providers", () => {
  it("goes through the first, and the second hears nothing of it", async () => {
    const { channel, api, mail, passedOn } = await providers([accepted], startSmtpServer());
    expect(await channel.send(aMessage())).toMatchObject({ ok: true, provider: "resend", attempts: 1 });
    expect([api.calls.length, mail.connections(), passedOn.length]).toEqual([1, 0, 0]);
  });

  const failures = [
    ["provider-error", "answers 500", refused(500, "internal_server_error"), 3],
    ["rate-limited", "has no calls left", refused(429, "daily_quota_exceeded"), 1],
    ["unreachable", "hangs up", hangUp, 3],
    ["rejected", "does not know our key", refused(401, "invalid_api_key"), 1],
    ["unreachable", "answers with a page of its own", raw(200, "<html>"), 3],
  ] as const;

  it.each(failures)(
    "is %s at the first, which %s, and goes through the second",
    async (failure, _name, answer, calls) => {
      const { channel, api, mail, passedOn } = await providers([answer], startSmtpServer());
      expect(await channel.send(aMessage())).toEqual({
        ok: true,
        provider: "smtp",
        providerMessageId: `<${deliveryId}@shop.example>`,
        attempts: calls + 1,
      });
      expect(api.calls).toHaveLength(calls);
      expect(mail.received).toHaveLength(1);
      expect(passedOn).toEqual([{ deliveryId, ok: false, provider: "resend", failure, attempts: calls }]);
    },
  );

  it("is the same message under the same delivery's id at both", async () => {
    const { channel, api, mail } = await providers([refused(500, "internal_server_error")], startSmtpServer());
    await channel.send(aMessage());
    expect(api.calls[0]?.headers["idempotency-key"]).toBe(deliveryId);
    expect(mail.received[0]?.raw).toContain(`Message-ID: <${deliveryId}@`);
    expect(mail.received[0]?.raw).toContain(String(api.calls[0]?.body.subject));
    expect(mail.received[0]?.raw).toMatch(/^012345\r$/m);
  });

  it("may be a notice as well", async () => {
    const { channel, mail } = await providers([refused(500, "internal_server_error")], startSmtpServer());
    expect(await channel.send(aNotice())).toMatchObject({ ok: true, provider: "smtp" });
    expect(mail.received[0]?.raw).toContain("Subject: New sign-in to your account");
  });

  it("tells the last failure when no provider takes it", async () => {
    const noRoom = startSmtpServer({ onRcptTo: (_to, _session, done) => done(smtpError(550)) });
    const { channel } = await providers([refused(500, "internal_server_error")], noRoom);
    expect(await channel.send(aMessage())).toEqual({ ok: false, provider: "smtp", failure: "rejected", attempts: 4 });
  });

  it("has left everybody within its time, and a silent first leaves the second its share", async () => {
    const { channel, mail } = await providers([silent], startSmtpServer(), { overallTimeoutMs: 2_000 });
    const startedAt = performance.now();
    expect(await channel.send(aMessage())).toMatchObject({ ok: true, provider: "smtp" });
    expect(mail.received).toHaveLength(1);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    const both = await providers(
      [silent],
      startStranger(() => undefined),
      { overallTimeoutMs: 2_000 },
    );
    const startedAgainAt = performance.now();
    expect(await both.channel.send(aMessage())).toMatchObject({ ok: false, provider: "smtp", failure: "timeout" });
    expect(performance.now() - startedAgainAt).toBeLessThan(10_000);
  });

  it("with an unsafe recipient goes to nobody", async () => {
    const { channel, api, mail } = await providers([accepted], startSmtpServer());
    const result = await channel.send(aMessage({ to: "alice@example.com,mallory@evil.example" }));
    expect(result).toMatchObject({ ok: false, failure: "unsafe-recipient", attempts: 0 });
    expect([api.calls.length, mail.connections()]).toEqual([0, 0]);
  });
});

describe("a provider that is dead", () => {
  it("is called for three messages, then left alone, then tried by one", async () => {
    const answers = [refused(401, "x"), refused(429, "daily_quota_exceeded")];
    const { channel, api, mail } = await providers(answers, startSmtpServer());
    const send = async (count: number) => {
      for (let index = 0; index < count; index += 1) await channel.send(aMessage());
      return api.calls.length;
    };
    vi.useFakeTimers({ toFake: ["Date"] });
    // A refusal of one message is no sign of death, so the first does not count.
    expect(await send(4)).toBe(4);
    expect(await send(5)).toBe(4);
    vi.setSystemTime(Date.now() + 30_000);
    expect(await send(3)).toBe(5);
    expect(mail.received).toHaveLength(12);
  });

  it("is called again for every message once it is back", async () => {
    const dead = refused(429, "daily_quota_exceeded");
    const { channel, api } = await providers([dead, dead, dead, accepted], startSmtpServer());
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let index = 0; index < 5; index += 1) await channel.send(aMessage());
    expect(api.calls).toHaveLength(3);
    vi.setSystemTime(Date.now() + 30_000);
    for (let index = 0; index < 3; index += 1) {
      expect(await channel.send(aMessage())).toMatchObject({ ok: true, provider: "resend" });
    }
    expect(api.calls).toHaveLength(6);
  });

  it("together with the other leaves messages unsent at once, and says so", async () => {
    const dead = refused(429, "daily_quota_exceeded");
    const { channel, api, mail } = await providers(
      [dead],
      startStranger((socket) => void socket.destroy()),
    );
    for (let index = 0; index < 3; index += 1) await channel.send(aMessage());
    const called = [api.calls.length, mail.connections()];
    expect(await channel.send(aMessage())).toMatchObject({ ok: false, failure: "resting", attempts: 0 });
    expect([api.calls.length, mail.connections()]).toEqual(called);
  });
});

describe("a failover from one channel to another", () => {
  // Attack: a stranger who can disturb the mail makes codes go by SMS, which he can read (a stolen SIM).
  it("cannot be built", () => {
    const account = { accountSid: "AC0", authToken: "x", from: "+15005550001", allowedCountries: ["US"] };
    const sms = createTwilioChannel({ ...shop, ...account });
    const email = createResendChannel({ ...quick, apiKey: "re_test_key" });
    expect(() => createFailover([email, sms])).toThrow("one channel");
  });
});
