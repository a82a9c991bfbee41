import { afterEach, describe, expect, it } from "vitest";
import { aMessage, shop } from "@/lib/two-factor/testing/message";
import {
  accepted,
  hangUp,
  json,
  raw,
  refused,
  silent,
  startProviderServer,
} from "@/lib/two-factor/testing/provider-server";
import { createResendChannel, type ResendConfig } from "./resend";

type Server = Awaited<ReturnType<typeof startProviderServer>>;
let server: Server | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function withAnswers(answers: Parameters<typeof startProviderServer>[0], different: Partial<ResendConfig> = {}) {
  server = await startProviderServer(answers);
  const from = "Fieldhouse Supply <no-reply@shop.example>";
  const settings = { apiKey: "re_test_key", from, baseUrl: server.baseUrl, backOffMs: 10, timeoutMs: 15_000 };
  return { calls: server.calls, channel: createResendChannel({ ...shop, ...settings, ...different }) };
}

describe("a message that Resend takes", () => {
  it("is one authorised call with one recipient, text, HTML and the delivery's idempotency key", async () => {
    const { channel, calls } = await withAnswers([accepted]);
    const result = await channel.send(aMessage());
    const providerMessageId = "4ef9a417-02e9-4d39-ad75-9611e0fcc33c";
    expect(result).toEqual({ ok: true, provider: "resend", providerMessageId, attempts: 1 });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      method: "POST",
      url: "/emails",
      headers: { authorization: "Bearer re_test_key", "idempotency-key": aMessage().deliveryId },
      body: {
        from: "Fieldhouse Supply <no-reply@shop.example>",
        to: "alice@example.com",
        subject: "Your sign-in code (KPT)",
        text: expect.stringContaining("012345"),
        html: expect.stringContaining("012345"),
        headers: { "Auto-Submitted": "auto-generated" },
        tags: [{ name: "delivery", value: aMessage().deliveryId }],
      },
    });
  });

  it("goes to the same place when the base address ends with a slash", async () => {
    const { calls } = await withAnswers([accepted]);
    const channel = createResendChannel({
      ...shop,
      apiKey: "re_test_key",
      from: "a@b.example",
      baseUrl: `${server?.baseUrl}/`,
    });
    await channel.send(aMessage());
    expect(calls.map(({ url }) => url)).toEqual(["/emails"]);
  });

  it("names nobody but that recipient", async () => {
    const { channel, calls } = await withAnswers([accepted]);
    await channel.send(aMessage());
    expect(Object.keys(calls[0]?.body ?? {}).sort()).toEqual([
      "from",
      "headers",
      "html",
      "subject",
      "tags",
      "text",
      "to",
    ]);
  });
});

describe("a message that Resend takes at the second call", () => {
  const failures = {
    "429 with a short Retry-After": refused(429, "rate_limit_exceeded", { "retry-after": "1" }),
    "429 without Retry-After": refused(429, "rate_limit_exceeded"),
    "500": refused(500, "internal_server_error"),
    "503 with a page instead of JSON": raw(503, "<html>Service Unavailable</html>"),
    "a connection that breaks": hangUp,
    "a success that is not JSON": raw(200, "<html>Welcome to the hotel's network</html>"),
    "a success without an id": json(200, { object: "email" }),
    "an earlier call still at work there": refused(409, "concurrent_idempotent_requests"),
  };

  it.each(Object.entries(failures))("after %s, is the same message under the same key", async (_name, failure) => {
    const { channel, calls } = await withAnswers([failure, accepted]);
    expect(await channel.send(aMessage())).toMatchObject({ ok: true, attempts: 2 });
    expect(calls).toHaveLength(2);
    expect(calls[1]?.body).toEqual(calls[0]?.body);
    expect(calls[1]?.headers["idempotency-key"]).toBe(calls[0]?.headers["idempotency-key"]);
  });

  it("is not sent again before Retry-After has passed", async () => {
    const { channel, calls } = await withAnswers([failures["429 with a short Retry-After"], accepted]);
    await channel.send(aMessage());
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("understands a Retry-After that is a date", async () => {
    const soon = new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000);
    const { channel } = await withAnswers([
      refused(429, "rate_limit_exceeded", { "retry-after": soon.toUTCString() }),
      accepted,
    ]);
    expect(await channel.send(aMessage())).toMatchObject({ ok: true, attempts: 2 });
    expect(Date.now()).toBeGreaterThanOrEqual(soon.getTime());
  });
});

describe("a message that does not leave", () => {
  const words = [
    ["provider-error", "500 at every call", refused(500, "internal_server_error"), 3],
    ["provider-error", "502 with a page at every call", raw(502, "<html>Bad Gateway</html>"), 3],
    ["rate-limited", "429 at every call", refused(429, "rate_limit_exceeded"), 3],
    ["rate-limited", "a Retry-After of an hour", refused(429, "rate_limit_exceeded", { "retry-after": "3600" }), 1],
    ["rate-limited", "the day's quota", refused(429, "daily_quota_exceeded"), 1],
    ["rate-limited", "the month's quota", refused(429, "monthly_quota_exceeded"), 1],
    ["rejected", "a wrong key", refused(401, "invalid_api_key"), 1],
    ["rejected", "a sender that is not verified", refused(403, "validation_error"), 1],
    ["rejected", "a recipient that Resend refuses", refused(422, "validation_error"), 1],
    ["rejected", "another message under the same key", refused(409, "invalid_idempotent_request"), 1],
    ["unreachable", "a connection that breaks at every call", hangUp, 3],
    ["unreachable", "a success that is never JSON", raw(200, "not json"), 3],
    ["invalid-response", "a success without an id", json(200, {}), 3],
    ["invalid-response", "an id that is not a text", json(200, { id: 7 }), 3],
    ["invalid-response", "a success that is null", json(200, null), 3],
    ["invalid-response", "an error of unknown shape", json(500, { oops: true }), 3],
    ["invalid-response", "an error that is null", json(500, null), 3],
  ] as const;

  it.each(words)("is called %s after %s", async (failure, _name, answer, attempts) => {
    const { channel, calls } = await withAnswers([answer]);
    expect(await channel.send(aMessage())).toEqual({ ok: false, provider: "resend", failure, attempts });
    expect(calls).toHaveLength(attempts);
  });

  it("gives up on a provider that never answers, call by call", async () => {
    const { channel, calls } = await withAnswers([silent], { timeoutMs: 400 });
    const started = performance.now();
    expect(await channel.send(aMessage())).toMatchObject({ ok: false, failure: "timeout", attempts: 3 });
    expect(calls).toHaveLength(3);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("gives up on a provider that begins an answer and never ends it", async () => {
    const { channel } = await withAnswers([(response) => void response.writeHead(500).write("{")], { timeoutMs: 150 });
    expect(await channel.send(aMessage())).toMatchObject({ ok: false, failure: "timeout", attempts: 3 });
  });

  it("never takes longer than the time it has in all", async () => {
    const { channel, calls } = await withAnswers([silent], { timeoutMs: 5000, overallTimeoutMs: 300 });
    const started = performance.now();
    expect(await channel.send(aMessage())).toMatchObject({ ok: false, failure: "timeout", attempts: 1 });
    expect(calls).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it("finds nobody there when the connection is refused", async () => {
    const { channel } = await withAnswers([accepted]);
    await server?.stop();
    expect(await channel.send(aMessage())).toEqual({
      ok: false,
      provider: "resend",
      failure: "unreachable",
      attempts: 3,
    });
  });

  it("says nothing of what the provider wrote", async () => {
    const { channel } = await withAnswers([refused(422, "validation_error")]);
    expect(JSON.stringify(await channel.send(aMessage()))).not.toContain("alice");
  });
});

describe("a recipient that is not one plain address", () => {
  // Attack: an address that the mailer reads differently from us carries the code to a second mailbox
  // (GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4, CVE-2022-35924, CVE-2026-100699).
  it("is refused before anything is sent", async () => {
    const { channel, calls } = await withAnswers([accepted]);
    const result = await channel.send(aMessage({ to: "alice@example.com, mallory@evil.example" }));
    expect(result).toEqual({ ok: false, provider: "resend", failure: "unsafe-recipient", attempts: 0 });
    expect(calls).toHaveLength(0);
  });
});
