import { afterEach, describe, expect, it } from "vitest";
import { aMessage, aNotice, shop } from "@/lib/two-factor/testing/message";
import { parseOriginBoundCode } from "@/lib/two-factor/testing/origin-bound-code";
import { hangUp, json, raw, silent, startProviderServer } from "@/lib/two-factor/testing/provider-server";
import { createTwilioChannel, type TwilioConfig } from "./twilio";

type Server = Awaited<ReturnType<typeof startProviderServer>>;
let server: Server | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const accountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const carol = "+15005550006";
const aText = (different = {}) => aMessage({ to: carol, ...different });
const accepted = json(201, { sid: "SM0123456789", status: "queued", error_code: null });
const refused = (status: number, code: number, headers = {}) =>
  json(status, { status, code, message: `The 'To' number ${carol} said no`, more_info: "https://e.x" }, headers);

async function withAnswers(answers: Parameters<typeof startProviderServer>[0], different: Partial<TwilioConfig> = {}) {
  server = await startProviderServer(answers);
  const account = { accountSid, authToken: "a secret", baseUrl: `${server.baseUrl}/` };
  const settings = { ...account, from: "+15005550001", allowedCountries: ["US"], backOffMs: 10, timeoutMs: 15_000 };
  return { calls: server.calls, channel: createTwilioChannel({ ...shop, ...settings, ...different }) };
}

// Attack: SIM swap. An attacker had the number moved to a card of his own and now asks for its codes.
describe("a number that moved of late", () => {
  const asked = {
    "has moved": async () => true,
    "could not be asked": () => Promise.reject(new Error("The carrier is away")),
    "gets no answer": () => new Promise<boolean>(() => undefined),
  };

  it.each(Object.entries(asked))("is sent nothing when it %s", async (_name, recentlyMoved) => {
    const { channel, calls } = await withAnswers([accepted], { recentlyMoved, timeoutMs: 50 });
    expect(await channel.send(aText())).toMatchObject({ ok: false, failure: "number-recently-moved", attempts: 0 });
    expect(calls).toEqual([]);
  });

  it("is asked for by the number alone, and texts go on where it stayed", async () => {
    const numbers: string[] = [];
    const recentlyMoved = async (number: string) => numbers.push(number) > 1;
    const { channel } = await withAnswers([accepted], { recentlyMoved });
    expect(await channel.send(aText())).toMatchObject({ ok: true });
    expect(numbers).toEqual([carol]);
  });
});

describe("a text that Twilio takes", () => {
  it("is one authorised call with the number, the code bound to the site, and the way back", async () => {
    const { channel, calls } = await withAnswers([accepted], { reportTo: "https://shop.example/api/webhooks/twilio" });
    const result = await channel.send(aText());
    expect(result).toEqual({ ok: true, provider: "twilio", providerMessageId: "SM0123456789", attempts: 1 });
    expect(calls).toHaveLength(1);
    const [call] = calls;
    expect([call?.method, call?.url]).toEqual(["POST", `/2010-04-01/Accounts/${accountSid}/Messages.json`]);
    expect(call?.headers.authorization).toBe(`Basic ${Buffer.from(`${accountSid}:a secret`).toString("base64")}`);
    expect(call?.body).toEqual({
      To: carol,
      From: "+15005550001",
      Body: expect.any(String),
      StatusCallback: `https://shop.example/api/webhooks/twilio?delivery=${aMessage().deliveryId}`,
      ValidityPeriod: "300",
      SmartEncoded: "true",
    });
    expect(parseOriginBoundCode(String(call?.body.Body))).toMatchObject({ code: "012345" });
  });

  it("is sent by a messaging service where the settings name one", async () => {
    const { channel, calls } = await withAnswers([accepted], { from: "MG0123456789" });
    await channel.send(aText());
    expect(calls[0]?.body).toMatchObject({ MessagingServiceSid: "MG0123456789" });
    expect(calls[0]?.body).not.toHaveProperty("From");
    expect(calls[0]?.body).not.toHaveProperty("StatusCallback");
  });

  it("may be a notice, which has no code and so no end of its time", async () => {
    const { channel, calls } = await withAnswers([accepted]);
    expect(await channel.send(aNotice({ to: carol }))).toMatchObject({ ok: true });
    expect(calls[0]?.body).not.toHaveProperty("ValidityPeriod");
    expect(calls[0]?.body.Body).toContain("There was a sign-in to your account");
  });

  const refusals = {
    "429 with a short Retry-After": refused(429, 20429, { "retry-after": "1" }),
    "429 without Retry-After": refused(429, 20429),
    "503": raw(503, "<html>Service Unavailable</html>"),
  };

  it.each(Object.entries(refusals))("at the second call, after %s", async (_name, refusal) => {
    const { channel, calls } = await withAnswers([refusal, accepted]);
    expect(await channel.send(aText())).toMatchObject({ ok: true, attempts: 2 });
    expect(calls[1]?.body).toEqual(calls[0]?.body);
  });

  it("is not sent again before Retry-After has passed", async () => {
    const { channel, calls } = await withAnswers([refusals["429 with a short Retry-After"], accepted]);
    await channel.send(aText());
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });
});

describe("a text that does not leave", () => {
  const words = [
    ["invalid-number", "a number that is none (21211)", refused(400, 21211), 1],
    ["number-type-not-allowed", "a number that takes no text (21614)", refused(400, 21614), 1],
    ["opted-out", "a person who said STOP (21610)", refused(400, 21610), 1],
    ["country-not-allowed", "a country switched off at Twilio (21408)", refused(403, 21408), 1],
    ["rejected", "a wrong password of the account (20003)", refused(401, 20003), 1],
    ["rejected", "a sender that is not ours (21606)", refused(400, 21606), 1],
    ["rejected", "a refusal that is not JSON", raw(404, "<html>Not Found</html>"), 1],
    ["rejected", "somebody who sends us elsewhere", raw(302, "", { location: "https://evil.example/" }), 1],
    ["rate-limited", "429 at every call", refused(429, 20429), 2],
    ["rate-limited", "a Retry-After of an hour", refused(429, 20429, { "retry-after": "3600" }), 1],
    ["provider-error", "503 at every call", refused(503, 20503), 2],
  ] as const;

  it.each(words)("is called %s after %s", async (failure, _name, answer, attempts) => {
    const { channel, calls } = await withAnswers([answer]);
    expect(await channel.send(aText())).toEqual({ ok: false, provider: "twilio", failure, attempts });
    expect(calls).toHaveLength(attempts);
  });

  // A text cannot be called back and Twilio knows no idempotency key: after these it may be on its way already.
  const doubtful = [
    ["provider-error", "500", refused(500, 20500)],
    ["provider-error", "502 with a page", raw(502, "<html>Bad Gateway</html>")],
    ["unreachable", "a connection that breaks", hangUp],
    ["invalid-response", "a success that is not JSON", raw(200, "<html>Welcome to the hotel's network</html>")],
    ["invalid-response", "a success without an id", json(201, {})],
    ["invalid-response", "an id that is not a text", json(201, { sid: 7 })],
    ["invalid-response", "a success that is null", json(201, null)],
    ["provider-error", "an error that is null", json(500, null)],
  ] as const;

  it.each(doubtful)("is called %s and never sent again after %s", async (failure, _name, answer) => {
    const { channel, calls } = await withAnswers([answer]);
    expect(await channel.send(aText())).toEqual({ ok: false, provider: "twilio", failure, attempts: 1 });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ["never answers", silent],
    ["begins an answer and never ends it", (response) => void response.writeHead(201).write("{")],
  ] as [string, typeof silent][])("is given up on a provider that %s, and never sent again", async (_name, answer) => {
    const { channel, calls } = await withAnswers([answer], { timeoutMs: 1000 });
    const started = performance.now();
    expect(await channel.send(aText())).toMatchObject({ ok: false, failure: "timeout", attempts: 1 });
    expect(calls).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(4_500);
  });

  it("is given up within the time that is left for the message", async () => {
    const { channel } = await withAnswers([silent]);
    const started = performance.now();
    expect(await channel.send(aText(), { withinMs: 200 })).toMatchObject({ failure: "timeout" });
    expect(performance.now() - started).toBeLessThan(4_500);
  });

  it("finds nobody there when the connection is refused, twice", async () => {
    const { channel } = await withAnswers([accepted]);
    await server?.stop();
    expect(await channel.send(aText())).toMatchObject({ ok: false, failure: "unreachable", attempts: 2 });
  });

  it("says nothing of what the provider wrote", async () => {
    const { channel } = await withAnswers([refused(400, 21211)]);
    expect(JSON.stringify(await channel.send(aText()))).not.toContain(carol);
  });
});

describe("a number that gets no text", () => {
  it.each([
    ["unsafe-recipient", "+15005550006,+15005550007"],
    ["unsafe-recipient", "alice@example.com"],
    ["country-not-allowed", "+4915112345678"],
    ["number-type-not-allowed", "+19005551234"],
    ["invalid-number", "+10005551234"],
  ])("is refused (%s) before the provider is called: %s", async (failure, to) => {
    const { channel, calls } = await withAnswers([accepted]);
    expect(await channel.send(aText({ to }))).toEqual({ ok: false, provider: "twilio", failure, attempts: 0 });
    expect(calls).toHaveLength(0);
  });
});
