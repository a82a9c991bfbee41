import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Client, locationOf } from "@/e2e/fixtures/http-client";
import { siteEnvironment } from "@/e2e/fixtures/http-server";
import { answer, hiddenFields, passwordStep } from "@/e2e/fixtures/http-sign-in";
import { type OwnSite, startSite } from "@/e2e/fixtures/http-site";
import { createMailbox, type Mailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { findFreePort } from "@/scripts/process/free-port.mjs";
import { tool } from "@/scripts/process/run.mjs";

const isSignedIn = async (client: Client) => JSON.parse((await client.get("/api/auth/session")).text) !== null;

let site: OwnSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

describe("when the database is away", () => {
  let person: Person;
  let client: Client;
  let mailbox: Mailbox;
  beforeAll(async () => {
    person = await createPerson(site.database);
    client = site.client();
    mailbox = createMailbox(site.url, person.email);
  });
  afterEach(() => site.reconnect());

  // Attack: overload the database while an answer is on its way, in the hope that the check is skipped.
  // Defence: the answer is refused, no data is lost, and the person sees one neutral page.
  test("an answer is not accepted, ends on the neutral page, and the code still works afterwards", async () => {
    await passwordStep(client, person);
    const { code } = await mailbox.nextCode();
    const form = Object.entries({ ...hiddenFields((await client.get("/verify")).text, "code"), code });
    await site.disconnect();
    const reply = await client.postMultipart("/verify", form);
    expect(locationOf(reply, site.url)).toBe("/unavailable");
    expect([...client.cookies.keys()].filter((name) => /session/.test(name))).toEqual([]);
    const page = await client.get("/unavailable");
    expect(page.status).toBe(503);
    expect(page.text).not.toMatch(/prisma|postgres|ECONNREFUSED|stack/i);

    await site.reconnect();
    await answer(client, code);
    expect(await isSignedIn(client)).toBe(true);
  });

  test("a signed-in person sees the neutral page, and is still signed in afterwards", async () => {
    expect(await isSignedIn(client)).toBe(true);
    await site.disconnect();
    expect(locationOf(await client.get("/account"), site.url)).toBe("/unavailable");
    const { status } = await client.get("/api/auth/session");
    expect(status).toBe(503);
    await site.reconnect();
    expect(await isSignedIn(client)).toBe(true);
  });

  // Attack: keep a copy of the cookie, and make the sign-out fail without a sign of it.
  test("a sign-out that cannot end the session says so, and can be done again", async () => {
    const form = (await client.get("/account")).text.match(/<form[^>]*action="\/sign-out"[\s\S]*?<\/form>/)?.[0] ?? "";
    const csrf = form.match(/name="csrf" value="([^"]+)"/)?.[1] ?? "";
    const leaving = site.client();
    for (const [name, value] of client.cookies) leaving.cookies.set(name, value);
    await site.disconnect();
    expect(locationOf(await leaving.postForm("/sign-out", { csrf }), site.url)).toBe("/unavailable");
    await site.reconnect();
    expect(await isSignedIn(leaving)).toBe(true);
    expect(locationOf(await leaving.postForm("/sign-out", { csrf }), site.url)).toBe("/");
    expect(await isSignedIn(client)).toBe(false);
  });

  test("readiness says so, liveness does not", async () => {
    await site.disconnect();
    const ready = await client.get("/api/health/ready");
    expect([ready.status, JSON.parse(ready.text).reason]).toEqual([503, "database"]);
    expect((await client.get("/api/health/live")).status).toBe(200);
    await site.reconnect();
    expect((await client.get("/api/health/ready")).status).toBe(200);
  });
});

describe("when the server dies between the message and the answer", () => {
  test("the person can still finish", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    await passwordStep(client, person);
    const { code } = await createMailbox(site.url, person.email).nextCode();
    await site.kill();
    await site.restart();
    await answer(client, code);
    expect(await isSignedIn(client)).toBe(true);
  });
});

// env.test.ts covers each fault. Here a real process refuses to start.
describe("the start is refused, and every variable named,", () => {
  const short = `k:${Buffer.alloc(16).toString("base64")}`;
  const wrong: [string, Record<string, string>, string[]][] = [
    [
      "where neither secret nor database is set, and the number of proxies is a word",
      { AUTH_SECRET: "", DATABASE_URL: "", TRUSTED_PROXY_HOPS: "all" },
      ["AUTH_SECRET", "DATABASE_URL", "TRUSTED_PROXY_HOPS"],
    ],
    [
      "where no key is set, and the demo is on a public address",
      { COUNTERSIGN_KEYS: "", AUTH_URL: "https://shop.example" },
      ["COUNTERSIGN_KEYS", "COUNTERSIGN_DEMO"],
    ],
    [
      "where a key is short, a public address is plain http, and no code can be sent",
      { COUNTERSIGN_KEYS: short, AUTH_URL: "http://shop.example", COUNTERSIGN_DEMO: "0" },
      ["COUNTERSIGN_KEYS", "AUTH_URL", "RESEND_API_KEY"],
    ],
  ];

  test.each(wrong)("%s", async (_, change, variables) => {
    const port = await findFreePort();
    const usual = siteEnvironment(`http://localhost:${port}`, "postgresql://localhost/none", "/nonexistent");
    const server = spawn(process.execPath, [tool("next"), "start", "-p", String(port)], {
      env: { PATH: process.env.PATH, NODE_ENV: "production", ...usual, ...change },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    server.stderr.on("data", (chunk) => {
      said += chunk;
    });
    const stuck = setTimeout(() => server.kill("SIGKILL"), 20_000);
    const [code] = await once(server, "close");
    clearTimeout(stuck);
    expect(code).toBeGreaterThan(0);
    for (const variable of variables) expect(said).toContain(variable);
  });
});
