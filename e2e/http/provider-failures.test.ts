// For each failure of a provider, the page tells the person, the row keeps the reason, the provider gets the right
// number of calls, and no one is signed in. After that the next code comes at once and signs the person in.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import * as local from "@/e2e/fixtures/local-providers";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import type { Person } from "@/e2e/fixtures/person";
import { enterPassword } from "@/e2e/fixtures/sent-code";
import { type Answer, json, raw, refused, silent } from "@/lib/two-factor/testing/provider-server";

let web: Site;
let post: Site;
let resend: local.Resend;
let twilio: local.Twilio;
let mail: local.MailServer;

/** Each provider's settings, and its behaviour for one recipient. A mail server behaves the same for all. */
const providers = {
  resend: {
    site: () => web,
    twoStep: "email",
    toOf: ({ email }: Person) => email,
    behave: (to: string, answers: Answer[] = [local.taken]) => resend.behave(answers, to),
    calls: (to: string) => resend.callsTo(to).length,
  },
  twilio: {
    site: () => web,
    twoStep: "sms",
    toOf: ({ phone }: Person) => phone,
    behave: (to: string, answers: Answer[] = [local.smsTaken]) => twilio.behave(answers, to),
    calls: (to: string) => twilio.callsTo(to).length,
  },
  smtp: {
    site: () => post,
    twoStep: "email",
    toOf: ({ email }: Person) => email,
    behave: (_to: string, greet?: local.Greeting) => mail.behave(greet),
    calls: () => mail.connections(),
  },
} as const;

type Provider = keyof typeof providers;
type Case = { provider: Provider; does: string; set: (to: string) => void; calls: number; failure?: string };

/** Rows of a provider's behaviour, the number of calls, and the failure's name if the message did not leave. */
function casesOf<How>(
  provider: Provider,
  behave: (to: string, how: How) => void,
  rows: [does: string, how: How, calls: number, failure?: string][],
): Case[] {
  return rows.map(([does, how, calls, failure]) => ({ provider, does, set: (to) => behave(to, how), calls, failure }));
}

const hangs = "never answers";
const waitFor = (seconds: number) => refused(429, "rate_limit_exceeded", { "retry-after": String(seconds) });
const reset: Answer = (response) => void response.socket?.resetAndDestroy();
const says =
  (line: string): local.Greeting =>
  (socket) =>
    void socket.end(`${line}\r\n`);

const cases = [
  ...casesOf<Answer[]>("resend", providers.resend.behave, [
    ["takes it", [local.taken], 1],
    ["wants a second's patience (429)", [waitFor(1), local.taken], 2],
    ["wants an hour's patience (429)", [waitFor(3600)], 1, "rate-limited"],
    ["refuses it (422)", [refused(422, "validation_error")], 1, "rejected"],
    ["breaks (500)", [refused(500, "internal_server_error")], 3, "provider-error"],
    ["resets the connection", [reset], 3, "unreachable"],
    ["answers garbage", [json(200, { object: "?" })], 3, "invalid-response"],
    [hangs, [silent], 3, "timeout"],
  ]),
  // A call that may have sent an SMS is not repeated.
  ...casesOf<Answer[]>("twilio", providers.twilio.behave, [
    ["takes it", [local.smsTaken], 1],
    ["wants a second's patience (429)", [waitFor(1), local.smsTaken], 2],
    ["wants an hour's patience (429)", [waitFor(3600)], 1, "rate-limited"],
    ["refuses it (400)", [json(400, { status: 400, code: 21606 })], 1, "rejected"],
    ["breaks (500)", [json(500, { status: 500, code: 20500 })], 1, "provider-error"],
    ["resets the connection", [reset], 1, "unreachable"],
    ["answers garbage", [raw(200, "<html>Welcome to the hotel's network</html>")], 1, "invalid-response"],
    [hangs, [silent], 1, "timeout"],
  ]),
  ...casesOf<local.Greeting | undefined>("smtp", providers.smtp.behave, [
    ["takes it", undefined, 1],
    ["wants patience (421)", says("421 4.7.0 try again later"), 2, "provider-error"],
    ["refuses it (554)", says("554 5.7.1 not from you"), 1, "rejected"],
    ["breaks (451)", says("451 4.3.0 local error"), 2, "provider-error"],
    ["resets the connection", (socket) => void socket.resetAndDestroy(), 2, "unreachable"],
    ["answers garbage", says("HTTP/1.1 400 Bad Request"), 2, "invalid-response"],
    [hangs, () => undefined, 2, "timeout"],
  ]),
];

/** One person in one case: page, row, the provider's count, and the next code. */
async function goThrough({ provider, set, does }: Case) {
  const { site, twoStep, toOf, behave, calls } = providers[provider];
  let to = "";
  let before = 0;
  const waiting = await enterPassword(site(), {
    twoStep,
    beforehand: (person) => {
      to = toOf(person);
      before = calls(to);
      set(to);
    },
  });
  const meanwhile = does === hangs ? await waiting.shown() : null;
  await waiting.settled();
  const outcome = { meanwhile, shown: await waiting.shown(), row: await waiting.row(), calls: calls(to) - before };
  const letIn = await waiting.isSignedIn();
  behave(to);
  if (outcome.row.state === "failed") await waiting.askAgain();
  const { code } = await createMailbox(site().url, to).nextCode();
  // Only when every call was counted: a sign-in may be followed by a message about it.
  const signIn = async () => {
    await answer(waiting.client, code);
    return waiting.isSignedIn();
  };
  return { ...outcome, letIn, signIn };
}

const seen = new Map<Case, ReturnType<typeof goThrough>>();

/** A fault in one case is reported by that case's test. */
async function inTurn(some: readonly Case[]) {
  for (const each of some) {
    seen.set(each, goThrough(each));
    await seen.get(each)?.catch(() => undefined);
  }
}

/** In sequence, since three failures in a row pause a provider. Cases that hang run in parallel. */
function laneOf({ provider, does }: Case): string {
  return provider !== "smtp" && does === hangs ? `${provider}, ${does}` : provider;
}

beforeAll(async () => {
  [resend, twilio, mail] = await Promise.all([local.startResend(), local.startTwilio(), local.startMailServer()]);
  [web, post] = await Promise.all([startSite({ env: { ...resend.env, ...twilio.env } }), startSite({ env: mail.env })]);
  const lanes = [...new Set(cases.map(laneOf))].map((lane) => cases.filter((each) => laneOf(each) === lane));
  await Promise.all(lanes.map(inTurn));
});
afterAll(async () => {
  await Promise.all([resend.stop(), twilio.stop(), mail.stop()]);
  await Promise.all([web.stop(), post.stop()]);
});

const words = {
  sent: { says: ["Sent to"], notSays: ["ould not be sent"] },
  failed: {
    says: ["Could not be sent to", "The message could not be sent. Send a new code to try again."],
    notSays: ["Sent to"],
  },
};

describe("when the provider of a code", () => {
  test.each(cases)("$provider $does, page, row and count agree, and the next code works", async (each) => {
    const outcome = await seen.get(each);
    const { provider, calls, failure = null, does } = each;
    const state = failure ? "failed" : "sent";
    expect(outcome?.calls).toBe(calls);
    expect(outcome?.row).toMatchObject({ provider, state, failure, attempts: calls, sealed: null });
    if (does === hangs) expect(outcome?.meanwhile).toContain("On its way to");
    for (const text of words[state].says) expect(outcome?.shown).toContain(text);
    for (const text of words[state].notSays) expect(outcome?.shown).not.toContain(text);
    expect([outcome?.letIn, await outcome?.signIn()]).toEqual([false, true]);
  });
});
