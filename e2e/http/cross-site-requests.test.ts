import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Client, Headers } from "@/e2e/fixtures/http-client";
import { hiddenFields, passwordStep, signedIn, signIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

// Attack: a foreign page makes the person's browser post to this site, with the person's cookies.
// Defence: a post needs this site's origin and this browser's token.
let site: Site;
let person: Person;
let client: Client;

beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  person = await createPerson(site.database);
  client = site.client();
});

const strangeHeaders: [string, Headers][] = [
  ["neither Origin nor Sec-Fetch-Site", { origin: undefined, "sec-fetch-site": undefined }],
  ["Origin: null", { origin: "null", "sec-fetch-site": undefined }],
  ["Origin: null and same-origin", { origin: "null" }],
  ["a foreign origin", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ["a foreign origin that claims same-origin", { origin: "https://evil.example" }],
  ["our origin, but cross-site", { "sec-fetch-site": "cross-site" }],
  ["our origin, but same-site", { "sec-fetch-site": "same-site" }],
  ["our host on another scheme", { origin: "https://localhost", "sec-fetch-site": undefined }],
  ["an origin that begins like ours", { origin: "http://localhost.evil.example", "sec-fetch-site": undefined }],
  ["a forwarded host of its own", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }],
];

const isPending = () => [...client.cookies.keys()].some((name) => name.endsWith("pending"));
const isSignedIn = async () => JSON.parse((await client.get("/api/auth/session")).text) !== null;
const attempts = async () => {
  const { rows } = await site.database.query("SELECT attempts FROM two_factor_challenge WHERE account_id = $1", [
    person.accountId,
  ]);
  return rows.map((row) => row.attempts);
};
const mailbox = () => createMailbox(site.url, person.email);

async function formOf(path: string, marker: string, fields: Record<string, string>): Promise<[string, string][]> {
  return Object.entries({ ...hiddenFields((await client.get(path)).text, marker), ...fields });
}

async function signOutToken(): Promise<string> {
  const html = (await client.get("/account")).text;
  const form = html.match(/<form[^>]*action="\/sign-out"[\s\S]*?<\/form>/)?.[0] ?? "";
  return hiddenFields(form, "csrf").csrf ?? "";
}

describe.each(strangeHeaders)("with %s", (_, headers) => {
  test("the password form does nothing", async () => {
    const fields = await formOf("/sign-in", "email", { email: person.email, password: person.password });
    await client.postMultipart("/sign-in", fields, headers);
    expect(isPending()).toBe(false);
  });

  test("the code form does nothing and counts no attempt", async () => {
    await passwordStep(client, person);
    const { code } = await mailbox().nextCode();
    await client.postMultipart("/verify", await formOf("/verify", "code", { code }), headers);
    expect(await isSignedIn()).toBe(false);
    expect(await attempts()).toEqual([0]);
  });

  test("NextAuth's own endpoints do nothing", async () => {
    const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
    const { email, password } = person;
    const reply = await client.postForm("/api/auth/callback/password", { csrfToken, email, password }, headers);
    expect(reply.status).toBe(403);
    expect(isPending()).toBe(false);
  });

  test("the person stays signed in", async () => {
    client = await signedIn(site, person);
    const csrf = await signOutToken();
    const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
    expect((await client.postForm("/sign-out", { csrf }, headers)).status).toBe(403);
    expect((await client.postForm("/api/auth/signout", { csrfToken }, headers)).status).toBe(403);
    expect(await isSignedIn()).toBe(true);
  });
});

describe("with this site's origin", () => {
  const wrongTokens: [string, (token: string) => string][] = [
    ["no token", () => ""],
    ["a token of another browser", (token) => token.split("").reverse().join("")],
    ["a token that is too long", (token) => `${token}A`],
  ];

  test.each(wrongTokens)("and %s the forms do nothing", async (_, change) => {
    const fields = await formOf("/sign-in", "email", { email: person.email, password: person.password });
    const token = fields.find(([name]) => name === "csrf")?.[1] ?? "";
    expect(token).not.toBe("");
    await client.postMultipart(
      "/sign-in",
      fields.map(([name, value]) => [name, name === "csrf" ? change(token) : value]),
    );
    expect(isPending()).toBe(false);
  });

  test("and the token of a signed-out page the person stays signed in", async () => {
    const { csrf = "" } = Object.fromEntries(await formOf("/sign-in", "email", {}));
    await signIn(client, person, mailbox());
    await client.postForm("/sign-out", { csrf });
    expect(await isSignedIn()).toBe(true);
  });

  test.each(["GET", "PUT", "DELETE", "PATCH"])("%s changes nothing", async (method) => {
    client = await signedIn(site, person);
    for (const path of [
      "/sign-out",
      "/api/auth/signout",
      "/api/auth/callback/password",
      "/api/auth/callback/second-step",
    ]) {
      const reply = await client.request(method, path);
      expect({ path, ok: reply.status < 500 }).toEqual({ path, ok: true });
    }
    expect(await isSignedIn()).toBe(true);
  });

  test("a form sent as text/plain or JSON does nothing", async () => {
    const fields = await formOf("/sign-in", "email", { email: person.email, password: person.password });
    for (const type of ["text/plain", "application/json"]) {
      await client.request("POST", "/sign-in", { "content-type": type }, JSON.stringify(Object.fromEntries(fields)));
      expect(isPending()).toBe(false);
    }
  });

  test("and the right token the forms work, which the refusals are compared with", async () => {
    await signIn(client, person, mailbox());
    expect(await isSignedIn()).toBe(true);
    expect((await client.postForm("/sign-out", { csrf: await signOutToken() })).status).toBe(303);
    expect(await isSignedIn()).toBe(false);
  });
});
