import { performance } from "node:perf_hooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { anAddress, type Client, type Reply } from "@/e2e/fixtures/http-client";
import { hiddenFields } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { multipartOf, partsOf } from "@/e2e/fixtures/odd-form";
import { medianOf, percentileOf } from "@/e2e/fixtures/samples";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

const parallel = 200;
const email = "nobody@example.com";
let site: Site;
let client: Client;
let hashedBefore = 0;

beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  client = site.client();
  hashedBefore = await hashedInAll();
});

/** The counted attempts of this test before a hash, and the recorded failures after one. */
async function hashed(): Promise<number> {
  return (await hashedInAll()) - hashedBefore;
}

async function hashedInAll(): Promise<number> {
  const { rows } = await site.database.query(
    `SELECT (SELECT coalesce(sum(failures), 0) FROM password_throttle)::int AS counted,
       (SELECT count(*) FROM two_factor_audit_event WHERE event = 'authn_password_fail')::int AS recorded`,
  );
  return rows[0].counted + rows[0].recorded;
}

type Post = { path: string; type: string; body: string };

async function forProvider(password: string): Promise<Post> {
  const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
  const body = new URLSearchParams({ csrfToken, email, password }).toString();
  return { path: "/api/auth/callback/password", type: "application/x-www-form-urlencoded", body };
}

async function forForm(password: string): Promise<Post> {
  const fields = hiddenFields((await client.get("/sign-in")).text, "email");
  return { path: "/sign-in", ...multipartOf(partsOf({ ...fields, email, password })) };
}

/** This number of posts at once, each from its own address, so that the limit per address does not stop them. */
function flood({ path, type, body }: Post, times = parallel, address = anAddress): Promise<Reply[]> {
  const bytes = Buffer.from(body);
  const headers = () => ({ "content-type": type, "x-forwarded-for": address() });
  return Promise.all(
    Array.from({ length: times }, () => client.request("POST", path, headers(), bytes).catch(closedEarly)),
  );
}

/** A server that refuses a long body may close the connection while the client still sends, and its answer is lost. */
function closedEarly(error: NodeJS.ErrnoException): Reply {
  if (error.code !== "ECONNRESET" && error.code !== "EPIPE") throw error;
  return { url: "", status: 413, headers: {}, text: "", setCookies: [] };
}

/** The milliseconds of a page's responses, requested again and again until `work` is over. */
async function pageTimesDuring(work: Promise<unknown>): Promise<number[]> {
  const visitor = site.client();
  const times: number[] = [];
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  do {
    const begin = performance.now();
    expect((await visitor.get("/sign-in")).status).toBe(200);
    times.push(performance.now() - begin);
  } while (!isOver || times.length < 20);
  return times;
}

/** All pages requested meanwhile are served, half of them within a second. The slowest wait behind the refusals. */
async function keepsAnswering(name: string, replies: Promise<Reply[]>) {
  const times = await pageTimesDuring(replies);
  const [usual, slow] = [medianOf(times), percentileOf(times, 95)];
  console.log(`${name}: meanwhile a page took ${usual.toFixed(0)} ms (median), ${slow.toFixed(0)} ms (95 %)`);
  expect(usual).toBeLessThan(1_000);
}

// Attack: two hundred passwords of a megabyte at once, so that all cores hash and other people are not served.
// Defence: a password above the length limit is refused before any expensive work.
describe("two hundred passwords of a megabyte at once", () => {
  test.each([
    ["the plain provider", forProvider],
    ["the form", forForm],
  ])("to %s are refused without reading or hashing, and other pages keep answering", async (name, prepare) => {
    const post = await prepare("p".repeat(1_000_000));
    const replies = flood(post);
    await keepsAnswering(name, replies);
    expect([...new Set((await replies).map(({ status }) => status))]).toEqual([413]);
    expect(await hashed()).toBe(0);
  });

  test("are refused in smaller pieces too: beyond 1,024 bytes nothing is hashed", async () => {
    const password = "p".repeat(1_025);
    const replies = await Promise.all([flood(await forProvider(password), 50), flood(await forForm(password), 50)]);
    for (const { status } of replies.flat()) expect(status).toBeLessThan(500);
    expect(await hashed()).toBe(0);
  });

  test("are unlike a password of usual length, which is hashed", async () => {
    await flood(await forProvider("not the right words 1"), 1);
    expect(await hashed()).toBe(2);
  });
});

// Attack: many passwords of usual length, each of which costs a hash of 19 MB.
// Defence: the limit of the address comes first, and only the attempts below it are hashed.
test("of two hundred usual passwords from one address thirty are hashed, and other pages keep answering", async () => {
  const post = await forProvider("not the right words 1");
  const replies = flood(post, parallel, () => "203.0.113.9");
  await keepsAnswering("usual passwords", replies);
  const refusals = (await replies).map(({ headers }) => String(headers.location).match(/code=([\w-]+)/)?.[1]);
  expect(refusals.filter((each) => each === "invalid-credentials")).toHaveLength(30);
  expect(refusals.filter((each) => each === "slow-down")).toHaveLength(parallel - 30);
});

// Attack: the same from as many addresses, so that the limit per address does not help and other sign-ins wait behind.
test("of two hundred usual passwords from as many addresses some are told to try later, and other pages keep answering", async () => {
  const replies = flood(await forProvider("not the right words 1"));
  await keepsAnswering("usual passwords of many addresses", replies);
  const busy = (await replies).filter(({ status }) => status === 503);
  for (const { headers } of busy) expect(headers["retry-after"]).toBe("2");
  const refused = (await replies).filter(({ headers }) =>
    String(headers.location).includes("code=invalid-credentials"),
  );
  expect(busy.length + refused.length).toBe(parallel);
  expect(busy.length).toBeGreaterThan(0);
});
