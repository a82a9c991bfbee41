import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elapse } from "@/e2e/fixtures/elapse";
import { type Client, locationOf } from "@/e2e/fixtures/http-client";
import { callProvider, signIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

const sessionCookie = "countersign.session";
let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());

const whoIs = async (client: Client) => JSON.parse((await client.get("/api/auth/session")).text)?.user.id ?? null;
const passwordOf = ({ email, password }: Person) => ({ email, password });

/** A client with a copy of the cookies of `client`. */
function copyOf(client: Client): Client {
  const copy = site.client();
  for (const [name, value] of client.cookies) copy.cookies.set(name, value);
  return copy;
}

async function rowsOf({ accountId }: Person): Promise<(string | null)[]> {
  const { rows } = await site.database.query(
    "SELECT revoked_as AS ended FROM two_factor_session WHERE account_id = $1 ORDER BY authenticated_at",
    [accountId],
  );
  return rows.map(({ ended }) => ended);
}

// Attack: plant or copy a session before the person signs in, and use it afterwards.
// Defence: each sign-in gets a new id, and the earlier session of the same browser ends.
describe("a sign-in over a session", () => {
  test("of the same person with a password alone gives a new id, and the old one is anonymous", async () => {
    const person = await createPerson(site.database, { twoStep: "off" });
    const client = site.client();
    await callProvider(client, "password", passwordOf(person));
    const copy = copyOf(client);
    expect(await whoIs(copy)).toBe(person.accountId);
    await callProvider(client, "password", passwordOf(person));
    expect(client.cookies.get(sessionCookie)).not.toBe(copy.cookies.get(sessionCookie));
    expect(await whoIs(client)).toBe(person.accountId);
    expect(await whoIs(copy)).toBeNull();
    expect(await rowsOf(person)).toEqual(["revoked", null]);
  });

  test("of the same person with a code gives a new id, and the old one is anonymous", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    const mailbox = createMailbox(site.url, person.email);
    await signIn(client, person, mailbox);
    const copy = copyOf(client);
    await elapse(site.database, person.accountId, 1.1);
    await callProvider(client, "password", passwordOf(person));
    expect(await whoIs(copy)).toBe(person.accountId);
    const { code } = await mailbox.nextCode();
    await callProvider(client, "second-step", { code });
    expect(await whoIs(client)).toBe(person.accountId);
    expect(await whoIs(copy)).toBeNull();
    expect(locationOf(await copy.get("/account"), site.url)).toMatch(/^\/sign-in/);
  });

  test("of another person ends the first person's session in this browser, and in no other", async () => {
    const [one, two] = [await createPerson(site.database), await createPerson(site.database, { twoStep: "off" })];
    const [client, elsewhere] = [site.client(), site.client()];
    const mailbox = createMailbox(site.url, one.email);
    await signIn(client, one, mailbox);
    const copy = copyOf(client);
    const other = await createPerson(site.database, { twoStep: "off" });
    await callProvider(elsewhere, "password", passwordOf(other));
    await callProvider(client, "password", passwordOf(two));
    expect(await whoIs(client)).toBe(two.accountId);
    expect(await whoIs(copy)).toBeNull();
    expect(await whoIs(elsewhere)).toBe(other.accountId);
  });

  test("that is refused leaves the session as it is", async () => {
    const person = await createPerson(site.database, { twoStep: "off" });
    const client = site.client();
    await callProvider(client, "password", passwordOf(person));
    await callProvider(client, "password", { ...passwordOf(person), password: "not the right words 1" });
    expect(await whoIs(client)).toBe(person.accountId);
  });

  test("never takes an id that the browser brought along", async () => {
    const person = await createPerson(site.database, { twoStep: "off" });
    const client = site.client();
    client.cookies.set(sessionCookie, "planted-by-somebody-else");
    await callProvider(client, "password", passwordOf(person));
    expect(client.cookies.get(sessionCookie)).not.toBe("planted-by-somebody-else");
    expect(await whoIs(client)).toBe(person.accountId);
  });

  test("removes the pending sign-in's cookie together with the pending sign-in", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    await signIn(client, person, createMailbox(site.url, person.email));
    expect(client.cookies.has("countersign.pending")).toBe(false);
    expect(locationOf(await client.get("/verify"), site.url)).toMatch(/^\/sign-in/);
  });
});
