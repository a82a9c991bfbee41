import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Headers } from "@/e2e/fixtures/http-client";
import { passwordStep, signIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { builtRoutes } from "@/e2e/fixtures/routes";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

// Attack: a stranger with the password requests all pages before the code, in each form that Next.js knows.
// Defence: no response opens a session or contains personal data.
let site: Site;
let person: Person;
let client: Client;

beforeAll(async () => {
  site = await openSharedSite();
  person = await createPerson(site.database);
  client = site.client();
  await passwordStep(client, person);
});
afterAll(() => site.stop());

const forms: [string, (path: string) => string, Headers][] = [
  ["as a page", (path) => path, {}],
  ["as a component payload", (path) => path, { rsc: "1" }],
  ["as a component payload by query", (path) => `${path}?_rsc=abc`, { rsc: "1" }],
  ["as a prefetch", (path) => path, { rsc: "1", "next-router-prefetch": "1" }],
  ["under its .rsc name", (path) => `${path === "/" ? "/index" : path}.rsc`, {}],
  ["under its segments name", (path) => `${path === "/" ? "/index" : path}.segments/_tree.segment.rsc`, {}],
  ["as if proxy.ts had run", (path) => path, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
  ["as if src/proxy.ts had run", (path) => path, { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy" }],
  ["with an invoke path", (path) => path, { "x-invoke-path": "/account", "x-matched-path": "/account" }],
  ["with a rewrite header", (path) => path, { "x-middleware-rewrite": "/account", "x-original-url": "/account" }],
  ["with a doubled slash", (path) => `/${path}`, {}],
  ["with an encoded slash", (path) => `/%2e${path}`, {}],
  ["in upper case", (path) => path.toUpperCase(), {}],
];

function personalBytes(text: string): string[] {
  const { email, name, phone, accountId } = person;
  return [email, name, phone, accountId].filter((each) => text.includes(each));
}

function opensSession(client: Client): string[] {
  return [...client.cookies.keys()].filter((name) => /session/i.test(name));
}

describe("after the password and before the code", () => {
  test("the build lists the requested routes", () => {
    expect(builtRoutes()).toEqual(
      expect.arrayContaining(["/account", "/account/security", "/sign-in", "/verify", "/api/auth/x"]),
    );
  });

  test.each(forms)("no route requested %s opens a session or shows the person", async (_, form, headers) => {
    for (const route of builtRoutes()) {
      const reply = await client.get(form(route), headers);
      const isMailbox = /inbox/i.test(route);
      expect({ route, status: reply.status >= 500 && reply.status !== 503 }).toEqual({ route, status: false });
      if (!isMailbox) expect({ route, shown: personalBytes(reply.text) }).toEqual({ route, shown: [] });
      expect({ route, cookies: opensSession(client) }).toEqual({ route, cookies: [] });
    }
  });

  test("NextAuth has no session", async () => {
    expect((await client.get("/api/auth/session")).text).toBe("null");
  });

  test("the account page shows the person after the code, which the search above is compared with", async () => {
    const owner = site.client();
    const other = await createPerson(site.database);
    await signIn(owner, other, createMailbox(site.url, other.email));
    expect(opensSession(owner)).toHaveLength(1);
    expect((await owner.get("/account")).text).toContain(other.email);
  });
});
