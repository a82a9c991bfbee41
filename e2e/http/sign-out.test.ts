import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client } from "@/e2e/fixtures/http-client";
import { callProvider, signedIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createPerson } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

let site: Site;
let client: Client;
let csrf: string;

beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  client = await somebodySignedIn();
  csrf = await tokenOf(client);
});

const somebodySignedIn = async () => signedIn(site, await createPerson(site.database));

/** The token in the sign-out form of this client's pages. */
async function tokenOf(visitor: Client): Promise<string> {
  const form = (await visitor.get("/account")).text.match(/<form[^>]*action="\/sign-out"[\s\S]*?<\/form>/)?.[0] ?? "";
  return form.match(/name="csrf" value="([^"]{102})"/)?.[1] ?? "";
}

const isSignedIn = async () => JSON.parse((await client.get("/api/auth/session")).text) !== null;

describe("signing out", () => {
  test("tells the browser to forget what it stored and cached, and takes the cookies of the session", async () => {
    const reply = await client.postForm("/sign-out", { csrf });
    expect(reply.status).toBe(303);
    expect(reply.headers["clear-site-data"]).toBe('"cache", "storage"');
    expect(reply.setCookies.find((line) => line.startsWith("countersign.session="))).toMatch(
      /^countersign\.session=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i,
    );
    expect([...client.cookies.keys()].filter((name) => /session|pending/.test(name))).toEqual([]);
    expect(await isSignedIn()).toBe(false);
  });

  test("ends a pending sign-in that began meanwhile", async () => {
    const { email, password } = await createPerson(site.database);
    await callProvider(client, "password", { email, password });
    expect(client.cookies.has("countersign.pending")).toBe(true);
    await client.postForm("/sign-out", { csrf });
    expect(client.cookies.has("countersign.pending")).toBe(false);
  });

  test("leaves nothing in a cache", async () => {
    expect((await client.postForm("/sign-out", { csrf })).headers["cache-control"]).toContain("no-store");
  });

  // Attack: a link, a picture or a foreign form signs the person out, so that they sign in again on the attacker's
  // page. Defence: only a POST from this site's page with this session's token counts.
  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])("does not happen by %s", async (method) => {
    const reply = await client.request(method, `/sign-out?csrf=${csrf}`, { origin: site.url });
    expect(reply.headers["clear-site-data"]).toBeUndefined();
    expect(await isSignedIn()).toBe(true);
  });

  test("does not happen by a method that is only claimed in a header or a field", async () => {
    await client.get(`/sign-out?_method=POST&csrf=${csrf}`, { "x-http-method-override": "POST" });
    expect(await isSignedIn()).toBe(true);
  });

  test.each([
    ["no token", async () => ({})],
    ["an empty token", async () => ({ csrf: "" })],
    ["the token of another session", async () => ({ csrf: await tokenOf(await somebodySignedIn()) })],
    ["NextAuth's token", async () => ({ csrf: JSON.parse((await client.get("/api/auth/csrf")).text).csrfToken })],
  ])("does not happen with %s", async (_, fields) => {
    const reply = await client.postForm("/sign-out", await fields());
    expect(reply.headers.location).toMatch(/\/out-of-date$/);
    expect(reply.headers["clear-site-data"]).toBeUndefined();
    expect(await isSignedIn()).toBe(true);
  });

  test.each([
    ["from nowhere", { origin: undefined, "sec-fetch-site": undefined }],
    ["from a foreign page", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["from a page without an origin", { origin: "null" }],
  ])("does not happen %s, even with the right token", async (_, headers) => {
    expect((await client.postForm("/sign-out", { csrf }, headers)).status).toBe(403);
    expect(await isSignedIn()).toBe(true);
  });

  test("through NextAuth's own address ends the row as well", async () => {
    const copy = site.client();
    for (const [name, value] of client.cookies) copy.cookies.set(name, value);
    const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
    await client.postForm("/api/auth/signout", { csrfToken });
    expect(JSON.parse((await copy.get("/api/auth/session")).text)).toBeNull();
  });
});
