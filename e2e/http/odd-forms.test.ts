import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Reply } from "@/e2e/fixtures/http-client";
import { callProvider, hiddenFields, passwordStep, signedIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { type Part, partsOf, postParts } from "@/e2e/fixtures/odd-form";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

// Attack: make up a form: extra fields, two values for one name, a file in place of a text, a value of huge length.
// Defence: a post that differs from the form is refused, without a sign-in, a counted attempt or a server error.
let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());

const session = async (client: Client) => JSON.parse((await client.get("/api/auth/session")).text);
const isPending = (client: Client) => client.cookies.has("countersign.pending");
const mailboxOf = ({ email }: Person) => createMailbox(site.url, email);

async function attemptsOf({ accountId }: Person): Promise<number[]> {
  const { rows } = await site.database.query("SELECT attempts FROM two_factor_challenge WHERE account_id = $1", [
    accountId,
  ]);
  return rows.map(({ attempts }) => attempts);
}

/** A refusal is a page or a 4xx, never a server error. */
function isRefusal({ status }: Reply) {
  expect(status).toBeLessThan(500);
}

type Change = (name: string) => (parts: Part[]) => Part[];

/** The changes to the named field. */
const changes: [string, Change][] = [
  ["twice the same", (name) => (parts) => parts.flatMap((part) => (part.name === name ? [part, part] : [part]))],
  ["a second value behind", (name) => (parts) => [...parts, { name, value: "other" }]],
  ["a second value in front", (name) => (parts) => [{ name, value: "other" }, ...parts]],
  [
    "a file in its place",
    (name) => (parts) => parts.map((part) => (part.name === name ? { ...part, file: "a.txt" } : part)),
  ],
  ["a file beside it", (name) => (parts) => [...parts, { name, value: "x", file: "a.txt" }]],
  ["an array by name", (name) => (parts) => renamed(parts, name, `${name}[]`)],
  ["an indexed array by name", (name) => (parts) => renamed(parts, name, `${name}[0]`)],
  ["an object by name", (name) => (parts) => renamed(parts, name, `${name}[$ne]`)],
  ["a path into prototypes", (name) => (parts) => renamed(parts, name, `__proto__.${name}`)],
  ["nothing at all", (name) => (parts) => parts.filter((part) => part.name !== name)],
];

function renamed(parts: Part[], from: string, to: string): Part[] {
  return parts.map((part) => (part.name === from ? { ...part, name: to } : part));
}

async function signInParts(client: Client, { email, password }: Person): Promise<Part[]> {
  return partsOf({ ...hiddenFields((await client.get("/sign-in")).text, "email"), email, password });
}

async function codeParts(client: Client, person: Person): Promise<Part[]> {
  await passwordStep(client, person);
  const { code } = await mailboxOf(person).nextCode();
  return partsOf({ ...hiddenFields((await client.get("/verify")).text, "code"), code });
}

describe.each(["email", "password", "csrf"])("the password form with its %s given as", (field) => {
  test.each(changes)("%s opens nothing", async (_, change) => {
    const person = await createPerson(site.database);
    const client = site.client();
    isRefusal(await postParts(client, "/sign-in", change(field)(await signInParts(client, person))));
    expect(isPending(client)).toBe(false);
    expect(await session(client)).toBeNull();
  });
});

describe.each(["code", "csrf"])("the code form with its %s given as", (field) => {
  test.each(changes)("%s opens nothing and costs no attempt", async (_, change) => {
    const person = await createPerson(site.database);
    const client = site.client();
    const parts = await codeParts(client, person);
    isRefusal(await postParts(client, "/verify", change(field)(parts)));
    expect(await session(client)).toBeNull();
    expect(await attemptsOf(person)).toEqual([0]);
    await postParts(client, "/verify", parts);
    expect(await session(client)).toMatchObject({ user: { id: person.accountId } });
  });
});

const foreign = (person: Person): Part[] =>
  partsOf({
    accountId: person.accountId,
    id: person.accountId,
    user: person.accountId,
    sub: person.accountId,
    amr: "hwk",
    acr: "high",
    verified: "true",
    role: "admin",
    provider: "password",
    redirect: "false",
    pendingToken: "x".repeat(43),
    challengeId: "x",
    __proto__: "x",
    "constructor.prototype.ok": "true",
  });

describe("fields that the site's forms do not have", () => {
  test("are ignored in the password form", async () => {
    const [person, victim] = [await createPerson(site.database), await createPerson(site.database, { twoStep: "off" })];
    const client = site.client();
    await postParts(client, "/sign-in", [...foreign(victim), ...(await signInParts(client, person))]);
    expect(isPending(client)).toBe(true);
    expect(await session(client)).toBeNull();
  });

  test("are ignored in the code form", async () => {
    const [person, victim] = [await createPerson(site.database), await createPerson(site.database)];
    const client = site.client();
    await postParts(client, "/verify", [...foreign(victim), ...(await codeParts(client, person))]);
    expect(await session(client)).toMatchObject({
      user: { id: person.accountId },
      countersign: { amr: ["pwd", "mca", "email_code"] },
    });
  });
});

describe("a form above the length limit", () => {
  const tooLong = "9".repeat(200_000);

  test("is refused as the password form, and the server keeps running", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    const parts = await signInParts(client, person);
    const reply = await postParts(client, "/sign-in", [...parts, { name: "more", value: tooLong }]);
    expect(reply.status).toBe(413);
    expect(isPending(client)).toBe(false);
    expect((await client.get("/sign-in")).status).toBe(200);
  });

  test("is refused as the code form, and costs no attempt", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    const parts = await codeParts(client, person);
    const reply = await postParts(client, "/verify", [...parts, { name: "more", value: tooLong }]);
    expect(reply.status).toBe(413);
    expect(await attemptsOf(person)).toEqual([0]);
  });

  test("is refused by the plain providers and by the sign-out", async () => {
    const client = site.client();
    const password = await callProvider(client, "password", { email: "a@example.com", password: tooLong });
    expect(password.status).toBe(413);
    expect((await client.postForm("/sign-out", { csrf: tooLong })).status).toBe(413);
  });
});

/** The token of the first form with `marker`, as this client sees it. */
async function tokenOf(client: Client, path: string, marker: string): Promise<string> {
  return hiddenFields((await client.get(path)).text, marker).csrf ?? "";
}

const withToken = (parts: Part[], value: string) =>
  parts.map((part) => (part.name === "csrf" ? { ...part, value } : part));

describe("a form with a token", () => {
  test("of another browser is refused, for the password and for the code", async () => {
    const person = await createPerson(site.database);
    const [client, other] = [site.client(), site.client()];
    const parts = await signInParts(client, person);
    const foreignToken = await tokenOf(other, "/sign-in", "email");
    expect(foreignToken).toHaveLength(43);
    await postParts(client, "/sign-in", withToken(parts, foreignToken));
    expect(isPending(client)).toBe(false);
    await postParts(client, "/verify", withToken(await codeParts(client, person), foreignToken));
    expect(await session(client)).toBeNull();
    expect(await attemptsOf(person)).toEqual([0]);
  });

  test("of an earlier session of the same browser is refused", async () => {
    const person = await createPerson(site.database, { twoStep: "off" });
    const client = site.client();
    await passwordStep(client, person);
    const earlier = await tokenOf(client, "/account", "locale");
    await callProvider(client, "password", { email: person.email, password: person.password });
    const later = await tokenOf(client, "/account", "locale");
    expect(later).not.toBe(earlier);
    expect(await chooseGerman(client, person, earlier)).toBeNull();
    expect(await chooseGerman(client, person, later)).toBe("de");
  });

  test("of another person's session is refused", async () => {
    const [one, two] = [await createPerson(site.database), await createPerson(site.database)];
    const [client, other] = [await signedIn(site, one), await signedIn(site, two)];
    expect(await chooseGerman(client, one, await tokenOf(other, "/account", "locale"))).toBeNull();
    expect(await chooseGerman(client, one, "")).toBeNull();
    expect(await chooseGerman(client, one, await tokenOf(client, "/account", "locale"))).toBe("de");
  });
});

/** The person's stored language after posting the language form with this token. */
async function chooseGerman(client: Client, { accountId }: Person, csrf: string): Promise<string | null> {
  const fields = hiddenFields((await client.get("/account")).text, "locale");
  const reply = await postParts(client, "/account", partsOf({ ...fields, locale: "de", csrf }));
  isRefusal(reply);
  const { rows } = await site.database.query("SELECT locale FROM users WHERE id = $1", [accountId]);
  return rows[0]?.locale;
}
