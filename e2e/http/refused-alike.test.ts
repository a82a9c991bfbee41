import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anAddress, type Reply } from "@/e2e/fixtures/http-client";
import { callProvider, submitForm } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { type Credentials, type Reason, reasons, refusedFor } from "@/e2e/fixtures/refused-accounts";
import { medianOf, rankScore } from "@/e2e/fixtures/samples";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { checkPassword, hashPassword } from "@/lib/host/password/password";
import { howMany } from "@/scripts/test/how-many";

// Attack: try addresses one after the other, to find out which of them have an account.
// Defence: unknown, wrong, locked and disabled get the same bytes after the same work.
let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());

/** The parts of a response that differ in each request. */
function stripped({ status, headers, text, setCookies }: Reply, { email }: Credentials) {
  const nonce = String(headers["content-security-policy"]).match(/nonce-([^']+)/)?.[1] ?? "none";
  const plain = (value: string) =>
    value
      .replaceAll(nonce, "NONCE")
      .replaceAll(email, "EMAIL")
      .replace(/name="csrf" value="[\w-]{43}"/g, "CSRF")
      .replace(/("name":"csrf","value":"|\\"name\\":\\"csrf\\",\\"value\\":\\")[\w-]{43}/g, "CSRF");
  const { date: _, "x-request-id": __, "set-cookie": ___, ...kept } = headers;
  const cookies = setCookies.map((line) => line.replace(/=[^;]*/, "").replace(/Expires=[^;]*/i, "")).sort();
  return { status, headers: JSON.parse(plain(JSON.stringify(kept))), cookies, body: plain(text) };
}

async function answersTo(reason: Reason, ask: (credentials: Credentials) => Promise<Reply>, times: number) {
  const answers = [];
  for (let each = 0; each < times; each += 1) {
    const credentials = await refusedFor(reason, site.database);
    answers.push(stripped(await ask(credentials), credentials));
  }
  return answers;
}

const ways: [string, (credentials: Credentials) => Promise<Reply>, number][] = [
  ["the form", (credentials) => submitForm(site.client(), "/sign-in", credentials), 200],
  ["the plain provider", (credentials) => callProvider(site.client(), "password", credentials), 302],
];

describe.each(ways)("%s answers", (_, ask, status) => {
  test("with the same status, headers, cookies and body for each reason", async () => {
    const [usual] = await answersTo("wrong", ask, 1);
    expect(usual?.status).toBe(status);
    for (const reason of reasons) {
      for (const answer of await answersTo(reason, ask, 3)) expect({ reason, ...answer }).toEqual({ reason, ...usual });
    }
  });

  test("differently when the password is right, which shows that the comparison works", async () => {
    const { email, password } = await refusedFor("disabled", site.database);
    await site.database.query("UPDATE users SET disabled_at = NULL WHERE email = $1", [email]);
    const [usual] = await answersTo("wrong", ask, 1);
    expect(stripped(await ask({ email, password }), { email, password })).not.toEqual(usual);
  });
});

const rounds = howMany({ short: 60, long: 200 });
const warmUps = 3;

describe("the plain provider takes", () => {
  test("the same time for each reason", { timeout: 600_000 }, async () => {
    const times = await measure();
    const hash = medianOf(times.hash);
    console.log(`One hash: ${hash.toFixed(1)} ms. Refusals, median of ${rounds}, and rank test against "wrong":`);
    for (const reason of reasons) {
      const differences = times[reason].map((time, round) => time - (times.wrong[round] ?? Number.NaN));
      const [difference, rank] = [medianOf(differences), rankScore(times[reason], times.wrong)];
      console.log(
        `  ${reason}: ${medianOf(times[reason]).toFixed(1)} ms, ${difference.toFixed(1)} ms apart, ${rank.toFixed(1)} standard deviations`,
      );
      // A skipped hash shows on any machine, since a whole hash is missing.
      expect(Math.abs(difference), `${reason} differs from wrong`).toBeLessThan(hash / 2);
    }
  });
});

/** One of each kind per round, in a new order each time, so that other load on the machine affects all kinds alike. */
async function measure(): Promise<Record<Reason | "hash", number[]>> {
  const times: Record<Reason | "hash", number[]> = { unknown: [], wrong: [], locked: [], disabled: [], hash: [] };
  const client = site.client();
  const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
  const stored = await hashPassword("nobody's password at all");
  for (let round = -warmUps; round < rounds; round += 1) {
    const kinds = round % 2 === 0 ? reasons : reasons.toReversed();
    for (const reason of kinds) {
      const fields = { csrfToken, ...(await refusedFor(reason, site.database)) };
      const address = { "x-forwarded-for": anAddress() };
      const time = await timeOf(() => client.postForm("/api/auth/callback/password", fields, address));
      if (round >= 0) times[reason].push(time);
    }
    if (round >= 0) times.hash.push(await timeOf(() => checkPassword(stored, "another password")));
  }
  return times;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
