// Attack: type an address that one program reads as the victim's mailbox and the next program as the attacker's, or as
// both (GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4, CVE-2022-35924, CVE-2026-100699).
// Defence: one plain recipient, read from the account's row. The test reads the bytes sent to both providers.
import { domainToASCII } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elapse } from "@/e2e/fixtures/elapse";
import { callProvider, signedIn, submitForm } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import {
  type MailServer,
  type Resend,
  startMailServer,
  startResend,
  startTwilio,
  type Twilio,
} from "@/e2e/fixtures/local-providers";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { brokenText, hiddenMarks, noAddresses, otherAddresses, sameAddress } from "@/e2e/fixtures/misrouted";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { refused } from "@/lib/two-factor/testing/provider-server";

let site: Site;
let resend: Resend;
let mail: MailServer;
let twilio: Twilio;
beforeAll(async () => {
  [resend, mail, twilio] = await Promise.all([startResend(), startMailServer(), startTwilio()]);
  // Resend refuses each message after reading it, so that the mail server gets it too.
  resend.behave([refused(422, "validation_error")]);
  site = await startSite({ env: { ...resend.env, ...mail.env, ...twilio.env } });
});
afterAll(async () => {
  await site.stop();
  await Promise.all([resend.stop(), mail.stop(), twilio.stop()]);
});

type Delivery = { id: string; state: string; failure: string | null };

/** A person's messages with codes, oldest first, read after all have left. */
async function codesFor({ accountId }: Person): Promise<Delivery[]> {
  const read = async () => {
    const { rows } = await site.database.query(
      `SELECT id, state, failure FROM two_factor_delivery WHERE account_id = $1 AND challenge_id IS NOT NULL
       ORDER BY queued_at`,
      [accountId],
    );
    return rows;
  };
  const isUnderWay = async () => (await read()).some(({ state }) => state === "queued");
  await expect.poll(isUnderWay, { timeout: 30_000 }).toBe(false);
  return read();
}

/** All recipients of this message that a provider got, in any field. */
function recipientsOf({ id }: Delivery): { resend: unknown[]; smtp: string[]; headers: string[] } {
  const calls = resend.calls.filter(({ headers }) => headers["idempotency-key"] === id);
  const handedOver = mail.conversations().filter((said) => said.includes(`Message-ID: <${id}@`));
  return {
    resend: calls.flatMap(namedIn),
    smtp: handedOver.flatMap((said) => values(said, /^RCPT TO:(.*)\r$/gm)),
    headers: handedOver.flatMap((said) => values(headOf(said), /^(?:to|cc|bcc): (.*)\r$/gim)),
  };
}

function namedIn({ body: { to, cc, bcc } }: Resend["calls"][number]): unknown[] {
  return [to, cc, bcc].flat().filter((each) => each !== undefined);
}

function headOf(said: string): string {
  const [, message = ""] = said.split("\r\nDATA\r\n");
  return message.slice(0, message.indexOf("\r\n\r\n") + 2).replace(/\r\n[ \t]+/g, " ");
}

function values(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, value]) => String(value));
}

const onlyTo = (address: string) => ({ resend: [address], smtp: [`<${address}>`], headers: [address] });
const toNobody = { resend: [], smtp: [], headers: [] };

/** Checks that no provider ever got a mailbox at this host. */
function nothingWentTo(host: string) {
  const named = resend.calls.flatMap(namedIn).map(String);
  const all = [...named, ...mail.conversations().flatMap((said) => values(said, /^RCPT TO:(.*)\r$/gm))];
  expect(all.filter((each) => each.includes(`@${host}`))).toEqual([]);
}

const signIn = (email: string, { password }: Person) => callProvider(site.client(), "password", { email, password });

describe("typed at sign-in with the right password", () => {
  test.each([...noAddresses, ...brokenText, ...otherAddresses])("%s sends nothing", async (_name, write) => {
    const person = await createPerson(site.database);
    await signIn(write(person.email), person);
    expect(await codesFor(person)).toEqual([]);
    nothingWentTo("evil.example");
  });

  test.each(sameAddress)("%s sends the code to the account's stored address", async (_name, write) => {
    const person = await createPerson(site.database);
    await signIn(write(person.email), person);
    const [sent, ...more] = await codesFor(person);
    expect([sent && recipientsOf(sent), more]).toEqual([onlyTo(person.email), []]);
  });

  test("a second address in a second field sends nothing to it", async () => {
    const { email, password } = await createPerson(site.database);
    const client = site.client();
    const { csrfToken } = JSON.parse((await client.get("/api/auth/csrf")).text);
    const fields = [
      ["csrfToken", csrfToken],
      ["email", email],
      ["email", "mallory@evil.example"],
      ["password", password],
    ];
    const body = new URLSearchParams(fields).toString();
    await client.request(
      "POST",
      "/api/auth/callback/password",
      { "content-type": "application/x-www-form-urlencoded" },
      body,
    );
    nothingWentTo("evil.example");
  });
});

/** A signed-in person who may ask for the next code now. */
async function somebodySignedIn() {
  const person = await createPerson(site.database);
  return { person, client: await signedIn(site, person), mailbox: createMailbox(site.url, person.email) };
}

describe("typed as a person's new address", () => {
  let owner: Awaited<ReturnType<typeof somebodySignedIn>>;
  beforeAll(async () => {
    owner = await somebodySignedIn();
  });

  test.each([...noAddresses, ...brokenText])("%s is refused, and sends nothing", async (_name, write) => {
    const { person, client } = owner;
    const before = await codesFor(person);
    const reply = await submitForm(client, "/account", { email: write(person.email) });
    expect(reply.headers.location ?? "").not.toContain("/approve/");
    expect(await codesFor(person)).toEqual(before);
    nothingWentTo("evil.example");
  });

  test.each(otherAddresses)("%s alone gets a code after the change was approved", async (_name, write) => {
    const { person, client, mailbox } = await somebodySignedIn();
    const wanted = write(person.email);
    const [name = "", host = ""] = wanted.split("@");
    const asked = await submitForm(client, "/account", { email: wanted });
    const [toOld] = await codesFor(person);
    expect(toOld && recipientsOf(toOld)).toEqual(onlyTo(person.email));
    const { code } = await mailbox.nextCode();
    await submitForm(client, asked.headers.location?.replace(site.url, "") ?? "", { code });
    await elapse(site.database, person.accountId, 2);
    await submitForm(client, "/account/email", {}, { marker: "Send a code to the new address" });
    const [, toNew, ...more] = await codesFor(person);
    expect([toNew && recipientsOf(toNew), more]).toEqual([onlyTo(`${name}@${domainToASCII(host)}`), []]);
  });
});

describe("written into the database", () => {
  const store = (address: string, { accountId }: Person) =>
    site.database.query("UPDATE two_factor_authenticator SET address = $1 WHERE account_id = $2", [address, accountId]);
  const unsafe = { state: "failed", failure: "unsafe-recipient" };

  test.each([...noAddresses, ...hiddenMarks])("%s is passed to no provider", async (_name, write) => {
    const person = await createPerson(site.database);
    await store(write(person.email), person);
    await signIn(person.email, person);
    const sent = await codesFor(person);
    expect(sent).toMatchObject([unsafe]);
    expect(sent.map(recipientsOf)).toEqual([toNobody]);
  });

  test.each([
    "+15005550006,+15005550007",
    "+15005550006;ext=1",
    "tel:+15005550006",
    "+1500555000６",
    "+15005550006\n+15005550007",
  ])("the number %j is passed to no provider", async (number) => {
    const person = await createPerson(site.database, { twoStep: "sms" });
    await store(number, person);
    await signIn(person.email, person);
    expect(await codesFor(person)).toMatchObject([unsafe]);
    expect(twilio.calls).toEqual([]);
  });

  test("another address of the user gets nothing: codes go to the verified address", async () => {
    const person = await createPerson(site.database);
    await site.database.query("UPDATE users SET email = 'mallory@evil.example' WHERE id = $1", [person.accountId]);
    await signIn("mallory@evil.example", person);
    const [sent, ...more] = await codesFor(person);
    expect([sent && recipientsOf(sent), more]).toEqual([onlyTo(person.email), []]);
  });
});
