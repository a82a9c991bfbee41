import { performance } from "node:perf_hooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anAddress, type Client, type Reply } from "@/e2e/fixtures/http-client";
import { callProvider, hiddenFields } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { medianOf, percentileOf } from "@/e2e/fixtures/samples";

const parallel = 200;
const megabyte = "p".repeat(1_000_000);
const email = "nobody@example.com";
let site: Site;
let client: Client;

beforeEach(async () => {
  site = await startSite();
  client = site.client();
});
afterEach(() => site.stop());

/** Attempts that were counted before a hash, and failures that were recorded after one. */
async function hashed(): Promise<number> {
  const { rows } = await site.database.query(
    `SELECT (SELECT coalesce(sum(failures), 0) FROM password_throttle)::int AS counted,
       (SELECT count(*) FROM audit_event WHERE event = 'authn_password_fail')::int AS recorded`,
  );
  return rows[0].counted + rows[0].recorded;
}

type Post = (password: string) => Promise<Reply>;

async function postToProvider(): Promise<Post> {
  const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
  return (password) =>
    client.postForm("/api/auth/callback/password", { csrfToken, email, password }, { "x-forwarded-for": anAddress() });
}

async function postToForm(): Promise<Post> {
  const fields = hiddenFields((await client.get("/sign-in")).text, "email");
  return (password) =>
    client.postMultipart("/sign-in", Object.entries({ ...fields, email, password }), {
      "x-forwarded-for": anAddress(),
    });
}

/** Milliseconds that a page takes, asked again and again until `flood` is over. */
async function pageTimesDuring(flood: Promise<unknown>): Promise<number[]> {
  const visitor = site.client();
  const times: number[] = [];
  let isOver = false;
  const ended = flood.finally(() => {
    isOver = true;
  });
  do {
    const begin = performance.now();
    expect((await visitor.get("/")).status).toBe(200);
    times.push(performance.now() - begin);
  } while (!isOver || times.length < 20);
  await ended;
  return times;
}

const quietTimes = () => pageTimesDuring(Promise.resolve());

function report(name: string, times: number[]) {
  console.log(
    `${name}: ${times.length} pages, ${medianOf(times).toFixed(0)} ms, 95 % ${percentileOf(times, 95).toFixed(0)} ms`,
  );
}

// Attack: two hundred passwords of a megabyte at once, so that every core hashes and nobody else is served.
// What is longer than any password is refused before anything costs.
describe("two hundred passwords of a megabyte at once", () => {
  test.each([
    ["the plain provider", postToProvider],
    ["the form", postToForm],
  ])("to %s are refused unread and unhashed, and other pages keep answering", async (name, prepare) => {
    const post = await prepare();
    report(`${name}, before`, await quietTimes());
    const flood = Promise.all(Array.from({ length: parallel }, () => post(megabyte)));
    const times = await pageTimesDuring(flood);
    report(`${name}, meanwhile`, times);
    expect([...new Set((await flood).map(({ status }) => status))]).toEqual([413]);
    expect(await hashed()).toBe(0);
    expect(percentileOf(times, 95)).toBeLessThan(1_000);
  });

  test("are not let through in smaller pieces: beyond 1,024 bytes nothing is hashed", async () => {
    const posts = [await postToProvider(), await postToForm()];
    const flood = posts.flatMap((post) => Array.from({ length: 50 }, () => post("p".repeat(1_025))));
    for (const { status } of await Promise.all(flood)) expect(status).toBeLessThan(500);
    expect(await hashed()).toBe(0);
  });

  test("differ from passwords of a usual length, which are hashed", async () => {
    await callProvider(client, "password", { email, password: "not the right words 1" });
    expect(await hashed()).toBe(2);
  });
});

// Attack: no long passwords, but many: each costs a hash of 19 MB.
// Only so many run at once; the others wait, and pages that hash nothing do not wait with them.
describe("two hundred usual passwords at once", () => {
  test("are all refused, and other pages keep answering", async () => {
    const post = await postToProvider();
    const flood = Promise.all(Array.from({ length: parallel }, (_, each) => post(`not the right words ${each}`)));
    const times = await pageTimesDuring(flood);
    report("usual passwords, meanwhile", times);
    expect([...new Set((await flood).map(({ status }) => status))]).toEqual([302]);
    expect(percentileOf(times, 95)).toBeLessThan(1_000);
  });
});
