import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elapse } from "@/e2e/fixtures/elapse";
import { type Client, locationOf } from "@/e2e/fixtures/http-client";
import { answer, hiddenFields, passwordStep, signedIn, signIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());

async function throughBothSteps() {
  const person = await createPerson(site.database);
  const client = site.client();
  await signIn(client, person, createMailbox(site.url, person.email));
  return { person, client };
}

const session = async (client: Client) => JSON.parse((await client.get("/api/auth/session")).text);
const isAnonymous = async (client: Client) =>
  locationOf(await client.get("/account"), site.url)?.startsWith("/sign-in");

function twinOf(client: Client): Client {
  const twin = site.client();
  for (const [name, value] of client.cookies) twin.cookies.set(name, value);
  return twin;
}

/** The values that differ in each sign-in. */
const own = ["id_hash", "account_id", "browser_hash", "ip", "user_agent"];
const moments = ["authenticated_at", "created_at", "last_seen_at", "expires_at"];

async function rowOf(person: Person) {
  const { rows } = await site.database.query("SELECT * FROM two_factor_session WHERE account_id = $1", [
    person.accountId,
  ]);
  const [row] = rows;
  const lasts = moments.map((moment) => Math.round((row[moment] - row.created_at) / 60_000));
  return { ...row, ...Object.fromEntries([...own, ...moments].map((column) => [column, typeof row[column]])), lasts };
}

test.each(["off", "email", "sms"] as const)(
  "a session that a test opens has the same row as a sign-in, with two-step verification by %s",
  async (twoStep) => {
    const [real, made] = [
      await createPerson(site.database, { twoStep }),
      await createPerson(site.database, { twoStep }),
    ];
    const client = site.client();
    await passwordStep(client, real);
    if (twoStep !== "off") {
      const mailbox = createMailbox(site.url, twoStep === "sms" ? real.phone : real.email);
      await answer(client, (await mailbox.nextCode()).code);
    }
    const opened = await signedIn(site, made);
    expect(await rowOf(made)).toEqual(await rowOf(real));
    const { countersign, ...says } = await session(client);
    expect(await session(opened)).toEqual({
      ...says,
      user: { ...says.user, id: made.accountId },
      expires: expect.any(String),
      countersign: { ...countersign, auth_time: expect.any(Number) },
    });
    for (const name of ["countersign.session", "countersign.browser"])
      expect(opened.cookies.get(name)).toHaveLength(client.cookies.get(name)?.length ?? 0);
  },
);

describe("a session", () => {
  // Attack: a signed-in client posts claims to NextAuth's session endpoint, which any client may call.
  // Defence: posted data changes neither the account nor the proof nor the lifetime.
  test("is not changed by posts to the update endpoint", async () => {
    const { client } = await throughBothSteps();
    const victim = await createPerson(site.database);
    const before = await session(client);
    const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
    const forged = {
      user: { id: victim.accountId, email: victim.email },
      amr: ["pwd", "hwk"],
      acr: "urn:countersign:acr:highest",
      auth_time: 4_000_000_000,
      countersign: { acr: "urn:countersign:acr:highest", amr: ["pwd", "hwk"], auth_time: 4_000_000_000 },
      verified: true,
      expires: "2099-01-01T00:00:00.000Z",
    };
    const body = JSON.stringify({ csrfToken, data: forged });
    const reply = await client.request("POST", "/api/auth/session", { "content-type": "application/json" }, body);
    expect(reply.status).toBeLessThan(500);
    const { expires: _, ...after } = await session(client);
    const { expires: __, ...same } = before;
    expect(after).toEqual(same);
    expect(after.user.id).not.toBe(victim.accountId);
  });

  test("ends at once for a copied cookie when its person signs out", async () => {
    const { client } = await throughBothSteps();
    const copy = twinOf(client);
    expect(await isAnonymous(copy)).toBeFalsy();
    const { csrf = "" } = hiddenFields(
      (await client.get("/account")).text.replace(/<form(?![^>]*\/sign-out)/g, "<div"),
      "csrf",
    );
    const reply = await client.postForm("/sign-out", { csrf });
    expect(locationOf(reply, site.url)).toBe("/");
    expect(await isAnonymous(copy)).toBe(true);
    expect(await session(copy)).toBeNull();
  });

  test("ends after an hour without a request", async () => {
    const { person, client } = await throughBothSteps();
    await elapse(site.database, person.accountId, 59);
    expect(await isAnonymous(client)).toBeFalsy();
    await elapse(site.database, person.accountId, 61);
    expect(await isAnonymous(client)).toBe(true);
  });

  test("ends after a day, also when it was in use", async () => {
    const { person, client } = await throughBothSteps();
    for (let hours = 0; hours < 24; hours += 1) {
      await elapse(site.database, person.accountId, 59.9);
      await client.get("/account");
    }
    await elapse(site.database, person.accountId, 3);
    expect(await isAnonymous(client)).toBe(true);
  });

  test("has no useful data in its cookie", async () => {
    const { person, client } = await throughBothSteps();
    const [value = ""] = [...client.cookies].filter(([name]) => name.endsWith("session")).map(([, each]) => each);
    const readable = value.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    for (const secret of [person.accountId, person.email, "email_code"]) expect(readable.join()).not.toContain(secret);
  });

  test.each([
    ["an unsigned token", "eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0."],
    ["a random word", "x".repeat(200)],
    ["an empty value", ""],
  ])("is not opened by %s", async (_, value) => {
    const client = site.client();
    client.cookies.set("countersign.session", value);
    expect(await isAnonymous(client)).toBe(true);
  });
});
