import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, locationOf, type Reply } from "@/e2e/fixtures/http-client";
import { callProvider, signIn, submitForm } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

// Attack: a link to the real sign-in page leads to the attacker's site after the sign-in, where the person still trusts
// it. Defence: only a path of this site is followed.
let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());

const foreign = [
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "\\\\evil.example/",
  "/\t/evil.example/",
  "https:evil.example",
  "javascript:alert(1)",
  "/%09/evil.example",
  "http://localhost@evil.example/",
  "/..//evil.example/",
];

/** Follows all redirects like a browser and returns whether each step was on this site. */
async function staysHere(client: Client, reply: Reply): Promise<boolean> {
  const { location } = reply.headers;
  if (location === undefined) return true;
  const target = new URL(location, reply.url);
  if (target.origin !== site.url) return false;
  return staysHere(client, await client.get(target.pathname + target.search));
}

describe("after the sign-in a person stays on this site", () => {
  test.each(foreign)("when the page was opened with next=%s", async (next) => {
    const person = await createPerson(site.database);
    const client = site.client();
    const reply = await signIn(client, person, createMailbox(site.url, person.email), next);
    expect(await staysHere(client, reply)).toBe(true);
    expect(locationOf(reply, site.url)).toMatch(/^\/(?![/\\])/);
  });

  test.each(foreign)("when a form without the second step said next=%s", async (next) => {
    const person = await createPerson(site.database, { twoStep: "off" });
    const client = site.client();
    const reply = await submitForm(client, "/sign-in", { email: person.email, password: person.password, next });
    expect(await staysHere(client, reply)).toBe(true);
  });

  test.each(foreign)("when NextAuth was called with callbackUrl=%s", async (callbackUrl) => {
    const person = await createPerson(site.database, { twoStep: "off" });
    const client = site.client();
    const reply = await callProvider(client, "password", {
      email: person.email,
      password: person.password,
      callbackUrl,
    });
    expect(await staysHere(client, reply)).toBe(true);
    const out = await client.get(`/api/auth/signin?callbackUrl=${encodeURIComponent(callbackUrl)}`);
    expect(await staysHere(client, out)).toBe(true);
  });

  test("and reaches the requested page if it is a path of this site", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    const reply = await signIn(client, person, createMailbox(site.url, person.email), "/account?from=mail#top");
    expect(locationOf(reply, site.url)).toBe("/account?from=mail#top");
  });
});
