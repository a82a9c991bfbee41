import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elapse } from "@/e2e/fixtures/elapse";
import { type Client, locationOf } from "@/e2e/fixtures/http-client";
import { callProvider } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";

let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());

const session = async (client: Client) => JSON.parse((await client.get("/api/auth/session")).text);

const proved = ({ accountId }: { accountId: string }) => ({
  user: { id: accountId },
  countersign: { amr: ["pwd", "mca", "email_code"] },
});

/** A person whose password was accepted, and the client that sent it. */
async function halfway() {
  const person = await createPerson(site.database);
  const client = site.client();
  const reply = await callProvider(client, "password", { email: person.email, password: person.password });
  return { person, client, reply, mailbox: createMailbox(site.url, person.email) };
}

describe("a plain client that posts to NextAuth's providers", () => {
  test("signs in with both, and learns how the session was proved", async () => {
    const { person, client, reply, mailbox } = await halfway();
    expect(locationOf(reply, site.url)).toMatch(/^\/verify/);
    const { code } = await mailbox.nextCode();
    await callProvider(client, "second-step", { code });
    expect(await session(client)).toMatchObject(proved(person));
  });

  test("gets no session from the password alone", async () => {
    const { client } = await halfway();
    expect(await session(client)).toBeNull();
  });

  test("is refused with a wrong code, and can answer again", async () => {
    const { client, mailbox } = await halfway();
    const { code } = await mailbox.nextCode();
    const reply = await callProvider(client, "second-step", { code: aWrongCode(code) });
    expect(locationOf(reply, site.url)).toContain("code=wrong");
    expect(await session(client)).toBeNull();
    await callProvider(client, "second-step", { code });
    expect(await session(client)).not.toBeNull();
  });

  // Attack: read a code in the owner's mailbox and use it in the attacker's browser.
  // Defence: a code is bound to the browser that requested it.
  test("cannot use a code that another browser requested", async () => {
    const { mailbox, person } = await halfway();
    const { code } = await mailbox.nextCode();
    const thief = site.client();
    await callProvider(thief, "second-step", { code });
    expect(await session(thief)).toBeNull();
    await elapse(site.database, person.accountId, 1.1);
    await callProvider(thief, "password", { email: person.email, password: person.password });
    await callProvider(thief, "second-step", { code });
    expect(await session(thief)).toBeNull();
  });

  // Attack: name an account in the second step, in place of the one whose password was right.
  // Defence: the account is read from the pending sign-in alone.
  test("cannot name an account, a challenge or a level in the second step", async () => {
    const { person, client, mailbox } = await halfway();
    const victim = await createPerson(site.database);
    const { code } = await mailbox.nextCode();
    const claims = { email: victim.email, accountId: victim.accountId, id: victim.accountId, sub: victim.accountId };
    await callProvider(client, "second-step", { code, ...claims, amr: "hwk", acr: "high", verified: "true" });
    expect(await session(client)).toMatchObject(proved(person));
  });

  test("uses a code once", async () => {
    const { client, mailbox } = await halfway();
    const { code } = await mailbox.nextCode();
    const before = new Map(client.cookies);
    await callProvider(client, "second-step", { code });
    const replay = site.client();
    for (const [name, value] of before) replay.cookies.set(name, value);
    await callProvider(replay, "second-step", { code });
    expect(await session(replay)).toBeNull();
  });

  // Attack: send malformed codes, so that one is accepted, costs the owner an attempt, or ends the server.
  test.each([
    ["nothing", ""],
    ["five digits", "12345"],
    ["seven digits", "1234567"],
    ["five Arabic digits", "١٢٣٤٥"],
    ["seven full-width digits", "１２３４５６７"],
    ["an SQL fragment", "' OR '1'='1"],
    ["a null byte", "123\u0000456"],
    ["an array's text", "123456,123456"],
    ["ten thousand characters", "9".repeat(10_000)],
  ])("is refused with %s without losing an attempt", async (_, typed) => {
    const { person, client, mailbox } = await halfway();
    const { code } = await mailbox.nextCode();
    const reply = await callProvider(client, "second-step", { code: typed });
    expect(reply.status).toBeLessThan(500);
    const { rows } = await site.database.query("SELECT attempts FROM two_factor_challenge WHERE account_id = $1", [
      person.accountId,
    ]);
    expect(rows).toEqual([{ attempts: 0 }]);
    await callProvider(client, "second-step", { code });
    expect(await session(client)).not.toBeNull();
  });

  test("is refused for the size of its body before the body is read", async () => {
    const { client, mailbox } = await halfway();
    const { code } = await mailbox.nextCode();
    const reply = await callProvider(client, "second-step", { code: `${code}${" ".repeat(200_000)}` });
    expect(reply.status).toBe(413);
    expect(await session(client)).toBeNull();
  });

  test("gets the same answer and cookies for unknown, wrong and disabled accounts", async () => {
    const disabled = await createPerson(site.database);
    await site.database.query("UPDATE users SET disabled_at = now() WHERE id = $1", [disabled.accountId]);
    const known = await createPerson(site.database);
    const tries = [
      { email: "nobody@example.com", password: known.password },
      { email: known.email, password: "not the right words 1" },
      { email: disabled.email, password: disabled.password },
    ];
    const answers = [];
    for (const fields of tries) {
      const client = site.client();
      const { status, headers, setCookies, text } = await callProvider(client, "password", fields);
      answers.push({
        status,
        location: headers.location,
        text,
        cookies: setCookies.map((line) => line.split("=")[0]).sort(),
      });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});
