import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, locationOf } from "@/e2e/fixtures/http-client";
import { callProvider, passwordStep, signIn, submitForm } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

const places = {
  session: "countersign.session",
  pending: "countersign.pending",
  browser: "countersign.browser",
  csrf: "authjs.csrf-token",
} as const;
type Place = keyof typeof places;
const allPlaces = Object.keys(places) as Place[];

let site: Site;
/** The secret that seals all tokens. */
let secret: string;
/**
 * All kinds of cookie values, each valid in its own cookie, from a signed-in person and from one after the password.
 */
let signedIn: Map<string, string>;
let halfway: Map<string, string>;

beforeAll(async () => {
  site = await openSharedSite();
  secret = site.settings.AUTH_SECRET ?? "";
  signedIn = await cookiesAfter(async (client) => {
    const person = await createPerson(site.database);
    await signIn(client, person, createMailbox(site.url, person.email));
  });
  halfway = await cookiesAfter(async (client) => {
    await passwordStep(client, await createPerson(site.database));
  });
});
afterAll(() => site.stop());

async function cookiesAfter(visit: (client: Client) => Promise<void>): Promise<Map<string, string>> {
  const client = site.client();
  await client.get("/api/auth/csrf");
  await visit(client);
  return client.cookies;
}

function holding(cookies: Map<string, string>, change: Record<string, string> = {}): Client {
  const client = site.client();
  for (const [name, value] of [...cookies, ...Object.entries(change)]) client.cookies.set(name, value);
  return client;
}

/** What each cookie opens, tried with unchanged cookies. */
const opens: Record<Place, (client: Client) => Promise<boolean>> = {
  session: async (client) => (await client.get("/account")).status === 200,
  pending: async (client) => (await client.get("/verify")).status === 200,
  browser: async (client) => (await client.get("/verify")).status === 200,
  csrf: async (client) => {
    const csrfToken = decodeURIComponent(client.cookies.get(places.csrf) ?? "").split("|")[0] ?? "";
    const fields = { csrfToken, email: "nobody@example.com", password: "not the right words 1" };
    const reply = await client.postForm("/api/auth/callback/password", fields);
    return locationOf(reply, site.url)?.includes("code=invalid-credentials") === true;
  },
};

const ownCookies = (place: Place) => (place === "session" ? signedIn : halfway);
const sampleOf = (place: Place) => ownCookies(place).get(places[place]) ?? "";

const exchanges = allPlaces.flatMap((to) => allPlaces.filter((from) => from !== to).map((from) => [from, to] as const));

// Attack: use a token that is easy to get in the place of one that is hard to get (CVE-2023-48309).
// Defence: each kind of token is valid in its own cookie only.
describe("the value of one cookie in the place of another", () => {
  test.each(allPlaces)("the %s cookie works in its own place, which the refusals are compared with", async (place) => {
    expect(sampleOf(place)).not.toBe("");
    expect(await opens[place](holding(ownCookies(place)))).toBe(true);
  });

  test.each(exchanges)("%s in the place of %s is refused", async (from, to) => {
    const client = holding(ownCookies(to), { [places[to]]: sampleOf(from) });
    expect(await opens[to](client)).toBe(false);
  });

  test("the token of the forms is refused as a cookie", async () => {
    const csrf = (await holding(signedIn).get("/account")).text.match(/name="csrf" value="([^"]{102})"/)?.[1] ?? "";
    expect(csrf).toHaveLength(102);
    for (const place of allPlaces) {
      const client = holding(ownCookies(place), { [places[place]]: csrf });
      expect({ place, opens: await opens[place](client) }).toEqual({ place, opens: false });
    }
  });

  test.each(["session", "pending", "browser"] as const)("a %s cookie is refused as a form's token", async (place) => {
    const person = await createPerson(site.database);
    const client = site.client();
    await submitForm(client, "/sign-in", { email: person.email, password: person.password, csrf: sampleOf(place) });
    expect(client.cookies.has(places.pending)).toBe(false);
  });
});

// Attack: use a token that NextAuth sealed with the same secret for something else, such as the state of a sign-in.
// Defence: a value sealed for one cookie cannot be read in another.
describe("a token that was sealed with the site's secret for another use", () => {
  const uses = ["authjs.state", "authjs.pkce.code_verifier", "authjs.nonce", "authjs.session-token", ""];

  test.each(uses)("is no session when it was made for %j", async (salt) => {
    const sealed = await encode({ secret, salt, token: { countersign: "x".repeat(43), sub: "x" } });
    expect(await opens.session(holding(new Map(), { [places.session]: sealed }))).toBe(false);
  });

  test("is no session even with the id of one that is open", async () => {
    const { getToken } = await import("next-auth/jwt");
    const cookie = `${places.session}=${sampleOf("session")}`;
    const token = await getToken({ req: { headers: { cookie } }, secret, cookieName: places.session });
    const countersign = String(token?.countersign);
    expect(countersign).toHaveLength(43);
    for (const [salt, isOpen] of [...uses.map((use) => [use, false] as const), [places.session, true] as const]) {
      const sealed = await encode({ secret, salt, token: { countersign } });
      const client = holding(new Map(), { [places.session]: sealed });
      expect({ salt, isOpen: await opens.session(client) }).toEqual({ salt, isOpen });
    }
  });

  test("names no person: claims beside the session's id are ignored", async () => {
    const { rows } = await site.database.query("SELECT account_id AS id FROM two_factor_session LIMIT 1");
    const sealed = await encode({ secret, salt: places.session, token: { sub: rows[0]?.id, id: rows[0]?.id } });
    expect(await opens.session(holding(new Map(), { [places.session]: sealed }))).toBe(false);
  });
});

describe("a provider's own token", () => {
  // Attack: plant the CSRF cookie of NextAuth together with a matching token.
  // Defence: the cookie is signed, so one from elsewhere is refused.
  test("is refused with a made-up cookie", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    const csrfToken = "a".repeat(64);
    client.cookies.set(places.csrf, `${csrfToken}%7C${"b".repeat(64)}`);
    await client.postForm("/api/auth/callback/password", { csrfToken, email: person.email, password: person.password });
    expect(client.cookies.has(places.pending)).toBe(false);
    await callProvider(client, "password", { email: person.email, password: person.password });
    expect(client.cookies.has(places.pending)).toBe(true);
  });
});
