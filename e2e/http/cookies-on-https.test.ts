import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { behindProxy } from "@/e2e/fixtures/behind-proxy";
import type { Client } from "@/e2e/fixtures/http-client";
import { answer, callProvider, passwordStep, submitForm } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { accepted, startProviderServer } from "@/lib/two-factor/testing/provider-server";

const origin = "https://shop.example";
/** Cookies that open or prove something. Only this host may set them. */
const powerful = /csrf|countersign/;
let site: Site;
let provider: Awaited<ReturnType<typeof startProviderServer>>;

beforeAll(async () => {
  provider = await startProviderServer([accepted]);
  site = await startSite({
    env: { AUTH_URL: origin, COUNTERSIGN_DEMO: "0", RESEND_API_KEY: "re_test", RESEND_BASE_URL: provider.baseUrl },
  });
});
afterAll(async () => {
  await site.stop();
  await provider.stop();
});

/** The code in the message to this person. */
async function sentCode({ email }: Person): Promise<string> {
  const message = await vi.waitUntil(() => provider.calls.find(({ body }) => String(body.to).includes(email)), 15_000);
  return String(message.body.text).match(/(?<!\d)\d{6}(?!\d)/)?.[0] ?? "";
}

/** A whole visit: views pages, chooses a language, signs in both ways, and signs out. */
async function wholeVisit(): Promise<Client> {
  const client = behindProxy(site.client(), origin);
  const person = await createPerson(site.database);
  const plain = await createPerson(site.database, { twoStep: "off" });
  await client.get("/");
  await client.get("/api/auth/session");
  await client.get("/api/auth/providers");
  await callProvider(client, "password", { email: plain.email, password: "not the right words 1" });
  await callProvider(client, "password", { email: plain.email, password: plain.password });
  await submitForm(client, "/account", { locale: "de" });
  await signOut(client);
  await passwordStep(client, person);
  await answer(client, await sentCode(person));
  expect((await client.get("/account")).text).toContain(person.email);
  await signOut(client);
  return client;
}

async function signOut(client: Client) {
  const form = (await client.get("/account")).text.match(/<form[^>]*action="\/sign-out"[\s\S]*?<\/form>/)?.[0] ?? "";
  const csrf = form.match(/name="csrf" value="([^"]*)"/)?.[1] ?? "";
  expect((await client.postForm("/sign-out", { csrf })).status).toBe(303);
}

type Cookie = { name: string; value: string; line: string; attributes: Map<string, string> };

function parseSetCookie(line: string): Cookie {
  const [pair = "", ...rest] = line.split(";").map((part) => part.trim());
  const [name, value] = splitAt(pair);
  return {
    name,
    value,
    line,
    attributes: new Map(rest.map((each) => splitAt(each)).map(([k, v]) => [k.toLowerCase(), v])),
  };
}

function splitAt(text: string): [string, string] {
  const at = text.includes("=") ? text.indexOf("=") : text.length;
  return [text.slice(0, at), text.slice(at + 1)];
}

// Attack: read a cookie over plain http or by a script, plant one from another host of the domain, or have one sent
// along with a request of a foreign site. Defence: the browser refuses all of that for cookies with these attributes.
describe("on https, every cookie", () => {
  let cookies: Cookie[];
  let replies: Client["replies"];
  beforeAll(async () => {
    replies = (await wholeVisit()).replies;
    cookies = replies.flatMap(({ setCookies }) => setCookies).map(parseSetCookie);
  });

  test("was seen, each kind at least once", () => {
    expect([...new Set(cookies.map(({ name }) => name))].sort()).toEqual([
      "__Host-authjs.csrf-token",
      "__Host-countersign.browser",
      "__Host-countersign.pending",
      "__Host-countersign.session",
      "__Secure-authjs.callback-url",
      "locale",
    ]);
  });

  test("belongs to this host alone, to https alone, and to no script", () => {
    for (const { name, line, attributes } of cookies) {
      if (powerful.test(name)) expect(name).toMatch(/^__Host-/);
      expect({ line, path: attributes.get("path") }).toEqual({ line, path: "/" });
      expect({ line, domain: attributes.has("domain") }).toEqual({ line, domain: false });
      expect({ line, secure: attributes.has("secure") }).toEqual({ line, secure: true });
      expect({ line, httpOnly: attributes.has("httponly") }).toEqual({ line, httpOnly: true });
    }
  });

  test("is not sent when another site posts", () => {
    for (const { line, attributes } of cookies) {
      expect({ line, sameSite: attributes.get("samesite") }).toEqual({
        line,
        sameSite: expect.stringMatching(/^(lax|strict)$/i),
      });
    }
  });

  test("is shorter than the limit of browsers", () => {
    for (const { line } of cookies) expect(Buffer.byteLength(line)).toBeLessThan(4096);
  });

  test("holds no personal data", () => {
    const values = cookies.map(({ value }) => decodeURIComponent(value)).join("\n");
    expect(values).not.toMatch(/@|example\.com|Robin/);
  });

  test("comes with the header that requires https from then on", () => {
    expect(replies.length).toBeGreaterThan(10);
    for (const { url, headers } of replies) {
      const age = Number(headers["strict-transport-security"]?.match(/max-age=(\d+)/)?.[1]);
      expect({ url, enough: age >= 31_536_000 }).toEqual({ url, enough: true });
      expect({ url, hsts: headers["strict-transport-security"] }).toEqual({
        url,
        hsts: expect.stringContaining("includeSubDomains"),
      });
    }
  });
});

test("on plain http no cookie has the prefix of a host cookie", async () => {
  const local = await openSharedSite();
  const client = local.client();
  await passwordStep(client, await createPerson(local.database));
  expect([...client.cookies.keys()].filter((name) => name.startsWith("__"))).toEqual([]);
  expect([...client.cookies.keys()]).toContain("countersign.pending");
  await local.stop();
});
