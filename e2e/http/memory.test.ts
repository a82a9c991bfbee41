import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { createPerson } from "@/e2e/fixtures/person";
import { until } from "@/e2e/fixtures/until";
import { accepted, startProviderServer } from "@/lib/two-factor/testing/provider-server";
import { howMany } from "@/scripts/test/how-many";

const signIns = howMany({ short: 240, long: 2_000 });
const atOnce = 8;

type ResendServer = Awaited<ReturnType<typeof startProviderServer>>;
let resend: ResendServer;
let site: Site;

// As in production: no demo, no mailbox, codes leave through Resend.
beforeAll(async () => {
  resend = await startProviderServer([accepted]);
  site = await startSite({
    env: { COUNTERSIGN_DEMO: "0", RESEND_API_KEY: "re_test", RESEND_BASE_URL: resend.baseUrl },
  });
});
afterAll(async () => {
  await site.stop();
  await resend.stop();
});

function codeFor(address: string): Promise<string> {
  const arrived = () => {
    const index = resend.calls.findIndex(({ body }) => String(body.to) === address);
    const [call] = index < 0 ? [] : resend.calls.splice(index, 1);
    return String(call?.body.text).match(/(?<!\d)\d{6}(?!\d)/)?.[0];
  };
  return until(`a code for ${address}`, arrived, { everyMs: 5 });
}

/** Both steps. Every fourth person also views the pages between and after them, which takes most of the time. */
async function signInOnce(turn: number) {
  const { email, password } = await createPerson(site.database);
  const client = site.client();
  const look = async (path: string) => (turn % 4 === 0 ? (await client.get(path)).text : null);
  const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
  await client.postForm("/api/auth/callback/password", { csrfToken, email, password });
  await look("/verify");
  await client.postForm("/api/auth/callback/second-step", { csrfToken, code: await codeFor(email) });
  expect([...client.cookies.keys()]).toContain("countersign.session");
  expect((await look("/account")) ?? email).toContain(email);
  // Responses are not kept, so that the test's own memory stays small.
  client.replies.length = 0;
}

async function signInMany(count: number) {
  const lane = async () => {
    for (let done = 0; done < count / atOnce; done += 1) await signInOnce(done);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

function residentMegabytes(): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(site.pid())], { encoding: "utf8" })) / 1024;
}

test(`memory stays under 350 MB and level over ${signIns} sign-ins`, { timeout: 600_000 }, async () => {
  const measured: number[] = [];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    await signInMany(signIns / 4);
    measured.push(Math.round(residentMegabytes()));
  }
  console.log(`Resident memory after each ${signIns / 4} sign-ins, in MB:`, measured);
  const [, second = 0, , last = 0] = measured;
  expect(last).toBeLessThan(350);
  expect(last - second).toBeLessThan(50);
});
