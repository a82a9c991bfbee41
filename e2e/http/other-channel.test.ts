// Attack: a stranger with the password asks for a channel they can read, in a field, a header, the address or JSON.
// Defence: no request can name a channel. The form only asks for the other one, which the database determines.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { elapse } from "@/e2e/fixtures/elapse";
import type { Client } from "@/e2e/fixtures/http-client";
import { answer, passwordStep, submitForm } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox, type Mailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

let site: Site;
let person: Person;
let client: Client;
let mails: Mailbox;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  person = await createPerson(site.database, { twoStep: "both" });
  client = site.client();
  mails = createMailbox(site.url, person.email);
});

const names = ["channel", "factor", "preferredFactor", "otherChannel", "switchableTo", "authenticatorId", "to"];
const asking = (channel: string) => Object.fromEntries(names.map((name) => [name, channel]));

async function sentBy(): Promise<string[]> {
  const { rows } = await site.database.query<{ factor: string }>(
    "SELECT factor FROM two_factor_challenge WHERE account_id = $1 ORDER BY issued_at",
    [person.accountId],
  );
  return rows.map(({ factor }) => factor);
}

async function settings() {
  const { rows } = await site.database.query(
    `SELECT a.preferred_factor AS preferred, p.factor AS "ofThisSignIn"
     FROM two_factor_account AS a JOIN two_factor_pending_sign_in AS p USING (account_id) WHERE account_id = $1`,
    [person.accountId],
  );
  return rows[0];
}

const minutesLater = () => elapse(site.database, person.accountId, 1.1);
const press = (button: string, fields: Record<string, string> = {}) =>
  submitForm(client, "/verify?channel=email", fields, { marker: button, headers: { "x-channel": "email" } });

describe("the channel of a code", () => {
  test("cannot be chosen in the password step", async () => {
    await submitForm(
      client,
      "/sign-in?next=/account&channel=sms",
      { ...asking("sms"), email: person.email, password: person.password },
      { marker: "email" },
    );
    expect(await sentBy()).toEqual(["email"]);
    expect(await settings()).toEqual({ preferred: "email", ofThisSignIn: null });
  });

  test("cannot be chosen for a new code or in a switch, which always goes to the other channel", async () => {
    await passwordStep(client, person);
    await minutesLater();
    await press("Send a new code", asking("sms"));
    expect(await sentBy()).toEqual(["email", "email"]);
    await minutesLater();
    await press("Text me instead", asking("email"));
    expect(await sentBy()).toEqual(["email", "email", "sms"]);
    expect(await settings()).toEqual({ preferred: "email", ofThisSignIn: "sms" });
    await minutesLater();
    await press("Send a new code", asking("email"));
    expect(await sentBy()).toEqual(["email", "email", "sms", "sms"]);
  });

  test("is remembered after a right answer, and not after a wrong one", async () => {
    await passwordStep(client, person);
    await minutesLater();
    await press("Text me instead");
    const { code } = await createMailbox(site.url, person.phone).nextCode();
    await answer(client, code === "000000" ? "000001" : "000000");
    expect(await settings()).toMatchObject({ preferred: "email" });
    await submitForm(client, "/verify", { code, ...asking("email") });
    expect(await settings()).toEqual({ preferred: "sms", ofThisSignIn: "sms" });
    const session = JSON.parse((await client.get("/api/auth/session")).text);
    expect(session.countersign.amr).toContain("sms");
  });

  test("cannot be switched without a second verified channel, also with the form of a person who has one", async () => {
    await passwordStep(client, person);
    const single = await createPerson(site.database, { twoStep: "email" });
    const stranger = site.client();
    await passwordStep(stranger, single);
    expect((await stranger.get("/verify")).text).not.toContain("me instead");
    await elapse(site.database, single.accountId, 1.1);
    // The browser's own token, with the action that its page does not offer.
    const borrowed = (await client.get("/verify")).text.match(/<form\b(?:(?!<\/form>)[\s\S])*>Text me instead</)?.[0];
    const action = [...(borrowed ?? "").matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)];
    expect(action.length).toBeGreaterThan(0);
    const own = (await stranger.get("/verify")).text.match(/name="csrf" value="([^"]+)"/)?.[1] ?? "";
    const fields = action.map(([, name = "", value = ""]): [string, string] => [name, value.replaceAll("&quot;", '"')]);
    const reply = await stranger.postMultipart("/verify", [...fields, ["verb", "other-channel"], ["csrf", own]]);
    expect(reply.text).toContain("There is no other way to send you this code.");
    const { rows } = await site.database.query("SELECT factor FROM two_factor_challenge WHERE account_id = $1", [
      single.accountId,
    ]);
    expect(rows).toEqual([{ factor: "email" }]);
  });
});

describe("of an approval, by JSON", () => {
  test("ignores fields, waits for the cool-down, and switches to the other channel", async () => {
    await passwordStep(client, person);
    await answer(client, (await mails.nextCode()).code);
    const asked = JSON.parse((await client.postJson("/api/account/export", {})).text);
    const address = asked.approval.replace("/approve/", "/api/approvals/");
    await mails.nextCode();
    const early = await client.postJson(`${address}/other-channel`, {});
    expect([early.status, JSON.parse(early.text).code]).toEqual([429, "cool-down"]);
    await minutesLater();
    const choosing = await client.postJson(`${address}/other-channel`, { channel: "email" });
    expect([choosing.status, JSON.parse(choosing.text).code]).toEqual([422, "invalid-input"]);
    expect((await client.postJson(`${address}/other-channel`, {})).status).toBe(200);
    const { code } = await createMailbox(site.url, person.phone).nextCode();
    expect((await client.postJson(`${address}/approve`, { code })).status).toBe(200);
    expect(await settings()).toMatchObject({ preferred: "email" });
  });
});
