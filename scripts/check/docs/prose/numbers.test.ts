import { describe, expect, test } from "vitest";
import { findUnsoundNumbers, sourcesIn } from "./numbers";

const limits = { code: { lifetimeMinutes: 5, wrongAnswers: 5 } };
const files = [
  { path: "lib/channels/failover.ts", text: "{ failures = 3, restMs = 30_000 }" },
  { path: "lib/host/locale.ts", text: "const cookieSeconds = 400 * 86_400;" },
  { path: "lib/host/env.ts", text: 'AUTH_SECRET: z.string().min(32, "must be set")' },
  { path: "lib/store/sweep.ts", text: "now() - interval '1 day'" },
  { path: "lib/a/twice.ts", text: "waitMs = 1; waitMs = 2" },
];
const faultsOf = (text: string) => findUnsoundNumbers(text, sourcesIn(limits, files));

describe("a number in prose", () => {
  test.each([
    "It lives 5 minutes<!-- code.lifetimeMinutes --> and takes 5 wrong answers<!-- code.wrongAnswers -->.",
    "It rests for 30 s<!-- failover.ts restMs --> after 3 failures<!-- failover.ts failures -->.",
    "The cookie lives 400 days<!-- locale.ts cookieSeconds -->.",
    "At least 32 characters<!-- env.ts /AUTH_SECRET.*min\\((\\d+)/ -->.",
    "After 1 day<!-- sweep.ts /interval '(\\d+) day'/ --> the row goes.",
    "It has 256 bits<!-- env.ts /AUTH_SECRET.*min\\((\\d+)/ bytes -->.",
    "NIST allows 10 minutes<!-- theirs -->.",
  ])("passes when its source has the same number: %s", (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  test.each([
    ["6 minutes<!-- code.lifetimeMinutes -->", '"6 minutes": code.lifetimeMinutes is 5'],
    ["5 hours<!-- code.lifetimeMinutes -->", '"5 hours": code.lifetimeMinutes is 5'],
    ["30 minutes<!-- failover.ts restMs -->", '"30 minutes": failover.ts restMs is 30000'],
    ["2 days<!-- sweep.ts /interval '(\\d+) day'/ -->", "\"2 days\": sweep.ts /interval '(\\d+) day'/ is 1"],
  ])("is reported when its source has another number: %s", (text, complaint) => {
    expect(faultsOf(text)).toEqual([complaint]);
  });

  test.each([
    ["5 minutes<!-- code.gone -->", '"5 minutes": there is no code.gone'],
    ["1 ms<!-- twice.ts waitMs -->", '"1 ms": there is no twice.ts waitMs'],
    ["after 90 days", '"90 days" does not say where its number comes from'],
    ["at most 20 per day", '"20 per day" does not say where its number comes from'],
    ["64 kB of it", '"64 kB" does not say where its number comes from'],
  ])("is reported when it has no source, or an ambiguous one: %s", (text, complaint) => {
    expect(faultsOf(text)).toEqual([complaint]);
  });

  test.each(["half a minute", "a quarter of an hour", "five wrong answers", "an hour", "two days", "a second"])(
    "is reported when it is not written in digits: %s",
    (words) => {
      expect(faultsOf(`It comes ${words} later.`)).toEqual([
        `"${words}": write it in digits, and say where it comes from`,
      ]);
    },
  );

  test.each([
    "Two messages, one code, RFC 9470, SHA-256, NextAuth 5, section 3.2.9, HTTP 503, per hour, a second provider",
    "`5 minutes`, [5 minutes later](a.md#5-minutes)".replace("5 minutes later", "later"),
    "```\nsleep 5 minutes\n```",
  ])("needs no source if it is neither a duration nor a count: %s", (text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});
