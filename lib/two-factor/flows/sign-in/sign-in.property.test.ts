// Attack: not one clever request but an unlucky order of honest ones opens a gap that no single test thought of.
// Random sequences run against the flows on the real store and against a page of plain rules. In plain words:
//
//  1. Nobody is signed in except by the newest code sent to that very browser, in its five minutes, within ten
//     minutes of the password.
//  2. A code signs in once. Of a thousand steps there are never more sessions than codes.
//  3. A code is compared with five wrong answers at most, an account with twenty in its 24 hours; then the right
//     code is refused too. Fifty in a row end codes altogether. Nothing but the time or a right answer undoes any of it.
//  4. No two codes leave within sixty seconds unless the first was answered right, no six within an hour, no eleven
//     within a day.
//  5. Every step answers exactly what the rules say, whatever came before it.
//  6. A code that is sent the other way is a code like any other.
//  7. A session lives until it is ended, and never again afterwards.
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { endSession } from "@/lib/two-factor/flows/session/end-session";
import { readSession } from "@/lib/two-factor/flows/session/read-session";
import { type Browser, openTestSignIn } from "@/lib/two-factor/testing/sign-in";
import * as rules from "@/lib/two-factor/testing/sign-in-model";

type Step =
  | { do: "begin"; browser: number }
  | { do: "resend"; browser: number }
  | { do: "switch"; browser: number }
  | { do: "answer"; browser: number; typed: rules.Typed }
  | { do: "wait"; seconds: number }
  | { do: "end session" };

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());

const browsers = 2;
const browser = fc.nat({ max: browsers - 1 });
const typed = fc.constantFrom<rules.Typed>("right", "wrong", "wrong", "wrong", "older");
// Multiples of seven: no sum of them comes within two seconds below a limit, which is what a slow run may drift.
const seconds = fc.constantFrom(7, 63, 63, 301, 602, 3605, 86_401);

const begin = (b: number): Step => ({ do: "begin", browser: b });
const resend = (b: number): Step => ({ do: "resend", browser: b });
const instead = (b: number): Step => ({ do: "switch", browser: b });
const answer = (b: number, typed: rules.Typed): Step => ({ do: "answer", browser: b, typed });
const wait = (seconds: number): Step => ({ do: "wait", seconds });

// What single steps hardly ever add up to: a new code in time, all codes of an hour, a code guessed away.
const again = (b: number): Step[] => [wait(63), resend(b)];
const other = (b: number): Step[] => [wait(63), instead(b)];
const flood = (b: number): Step[] => [wait(3605), begin(b), ...[1, 2, 3, 4, 5].flatMap(() => again(b))];
const spree = (b: number): Step[] => [wait(3605), begin(b), ...[1, 2, 3, 4, 5].map(() => answer(b, "wrong"))];

const steps: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 3, arbitrary: browser.map((b) => [begin(b)]) },
  { weight: 2, arbitrary: browser.map((b) => [resend(b)]) },
  { weight: 2, arbitrary: browser.map((b) => [instead(b)]) },
  { weight: 6, arbitrary: fc.tuple(browser, typed).map(([b, what]) => [answer(b, what)]) },
  { weight: 3, arbitrary: seconds.map((count) => [wait(count)]) },
  { weight: 1, arbitrary: fc.constant<Step[]>([{ do: "end session" }]) },
  { weight: 2, arbitrary: browser.map(again) },
  { weight: 2, arbitrary: browser.map(other) },
  { weight: 1, arbitrary: browser.map(flood) },
  { weight: 3, arbitrary: browser.map(spree) },
);

/** Together they meet every answer there is but the last resort, so that no run can pass without having met them. */
const tours: Step[][] = [
  [
    ...[resend(0), begin(0), begin(0), ...again(0), answer(0, "older"), answer(0, "wrong"), answer(0, "right")],
    ...[
      { do: "end session" } as const,
      begin(0),
      answer(0, "wrong"),
      wait(301),
      begin(1),
      wait(301),
      answer(1, "right"),
    ],
  ],
  [begin(0), instead(0), ...other(0), ...other(0), answer(0, "older"), answer(0, "right")],
  [begin(0), resend(0), ...flood(0), begin(1), answer(1, "wrong")],
  [...spree(0), answer(0, "right"), ...spree(1), ...spree(0), ...spree(1), ...spree(0)],
];

it("every sequence of steps answers what the rules say", async () => {
  const seen = new Set<string>();
  const walks = fc.array(steps, { minLength: 10, maxLength: 40, size: "max" }).map((parts) => parts.flat());
  const follows = fc.asyncProperty(walks, (walk) => follow(walk, seen));
  await fc.assert(follows, { numRuns: 20, examples: tours.map((tour): [Step[]] => [tour]) });
  const answers = ["sent", "still-valid", "signed in", "wrong", "older-code", "exhausted", "expired", "no-code"];
  const refusals = ["locked", "cool-down", "send-limit", "not-pending"];
  expect([...answers, ...refusals].filter((each) => !seen.has(each))).toEqual([]);
}, 180_000);

it("fifty wrong answers in a row end codes, and a right one in between starts the row anew", async () => {
  const seen = new Set<string>();
  const day = [wait(86_401), ...spree(0), ...spree(0), ...spree(0)];
  const signIn = [wait(3605), begin(0), answer(0, "right")];
  await follow([...day, ...day, ...day, ...signIn, ...day, ...day, ...day, ...signIn], seen);
  expect(seen).not.toContain("codes-disabled");
  await follow([...day, ...day, ...day, ...day, ...signIn], seen);
  expect(seen).toContain("codes-disabled");
}, 180_000);

/** Takes the steps with a new account, next to the model, and compares every answer. */
async function follow(steps: Step[], seen: Set<string>): Promise<void> {
  const walk = await newWalk();
  const model = rules.newModel(browsers);
  const count = { sent: 0, "signed in": 0 };
  for (const [index, step] of steps.entries()) {
    const outcome = await walk.take(step);
    expect(outcome, `step ${index}, ${JSON.stringify(step)}`).toBe(expectedBy(model, step));
    if (outcome) seen.add(outcome);
    if (outcome === "sent" || outcome === "signed in") count[outcome] += 1;
  }
  expect(walk.countCodes()).toBe(count.sent);
  expect(await walk.countSessions()).toBe(count["signed in"]);
}

function expectedBy(model: rules.Model, step: Step): string | undefined {
  switch (step.do) {
    case "begin":
      return rules.begin(model, step.browser);
    case "resend":
    case "switch":
      return rules.resend(model, step.browser);
    case "answer":
      return rules.answer(model, step.browser, step.typed);
    case "wait":
      return void rules.wait(model, step.seconds);
    case "end session":
      return undefined;
  }
}

async function newWalk() {
  await bench.forget();
  const { accountId } = await bench.account({ factors: ["email", "sms"] });
  const places = Array.from({ length: browsers }, () => bench.browser(accountId));
  const ended: string[] = [];
  const open: string[] = [];

  async function take(step: Step): Promise<string | undefined> {
    if (step.do === "wait") return void (await bench.elapse(step.seconds));
    if (step.do === "end session") return void (await endNewest());
    const place = places[step.browser] ?? bench.browser(accountId);
    if (step.do === "begin") {
      const begun = await place.begin();
      return begun.owed ? wordOf(begun.code) : "not owed";
    }
    if (step.do === "resend" || step.do === "switch") {
      const resent = await (step.do === "resend" ? place.resend() : place.switchChannel());
      return resent.ok ? "sent" : resent.refusal.code;
    }
    const answered = await place.answer(codeFor(place, step.typed));
    if (!answered.ok) return answered.refusal.code;
    expect(await readSession(bench.ports, answered)).toMatchObject({ accountId });
    open.push(answered.sessionId);
    return "signed in";
  }

  async function endNewest(): Promise<void> {
    const sessionId = open.pop();
    const context = places[0]?.context;
    if (!sessionId || !context) return;
    await endSession(bench.ports, { sessionId, because: "revoked", context });
    ended.push(sessionId);
    for (const over of ended) expect(await readSession(bench.ports, { sessionId: over })).toBeNull();
  }

  return {
    take,
    countCodes: () => places.flatMap(({ codes }) => codes).length,
    countSessions: async () => {
      const rows = await bench.database.$queryRaw`
        SELECT id_hash FROM two_factor_session WHERE account_id = ${accountId}`;
      return (rows as unknown[]).length;
    },
  };
}

function codeFor(place: Browser, typed: rules.Typed): string {
  const sent = { right: place.codes.at(-1), older: place.codes.at(-2), wrong: undefined }[typed];
  return sent ?? place.wrongCode();
}

function wordOf(code: string | { code: string }): string {
  return typeof code === "string" ? code : code.code;
}
