import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allRows, restingRows } from "@/e2e/fixtures/all-rows";
import { elapse } from "@/e2e/fixtures/elapse";
import type { Client } from "@/e2e/fixtures/http-client";
import { signedIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { isTurnedAway, type Recorded, recordForm, recordJson } from "@/e2e/fixtures/recorded-posts";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { openStrangers, type Stranger, strangers } from "@/e2e/fixtures/strangers";

// Attack: record an honest post and send it again, byte for byte.
// Defence: its token belongs to one browser and one session. The test compares the database row by row.
const account = "/account";
const deeds = ["approve", "decline", "resend", "again"] as const;

/** The posts that change something with a session: the form's field or button, and the input. */
const forms: [name: string, path: string, marker: string, fields?: Record<string, string>][] = [
  ["change name", account, "name", { name: "Mallory" }],
  ["change e-mail", account, "email", { email: "mallory@example.com" }],
  ["change password", account, "wanted", { current: "violet canyon teapot 7", wanted: "mallory mallory mallory" }],
  ["export data", account, "Download your data"],
  ["delete account", account, "Delete your account"],
  ["switch two-step off", "/account/security", "enabled"],
  ["set language", account, "locale", { locale: "de" }],
];

let site: Site;
let person: Person;
let own: Client;
let others: Record<Stranger, Client>;
const recorded = new Map<string, Recorded>();
const post = (name: string): Recorded => {
  const found = recorded.get(name);
  if (!found) throw new Error(`Nothing is recorded as "${name}"`);
  return found;
};

beforeAll(async () => {
  site = await openSharedSite();
  person = await createPerson(site.database);
  own = await signedIn(site, person);
  const mailbox = createMailbox(site.url, person.email);
  others = await openStrangers(site, { person, client: own });
  for (const [name, path, marker, fields] of forms) recorded.set(name, await recordForm(own, path, marker, fields));
  recorded.set("export data by JSON", await recordJson(own, "/api/account/export", {}));
  const asked = await post("change name")(own);
  const page = new URL(asked.headers.location ?? "", site.url).pathname;
  const { code } = await mailbox.nextCode();
  recorded.set("approve", await recordForm(own, page, "code", { code }));
  recorded.set("decline", await recordForm(own, page, "Decline"));
  recorded.set("resend", await recordForm(own, page, "Send a new code"));
  for (const deed of deeds) {
    const address = page.replace("/approve/", "/api/approvals/");
    recorded.set(`${deed} by JSON`, await recordJson(own, `${address}/${deed}`, deed === "approve" ? { code } : {}));
  }
  // The account has many codes now, and each of them may still be on its way.
  await elapse(site.database, person.accountId, 2);
  await restingRows(site.database);
});
afterAll(() => site.stop());

const names = [
  ...forms.map(([name]) => name),
  "export data by JSON",
  ...["approve", "decline", "resend"],
  ...deeds.map((deed) => `${deed} by JSON`),
];

describe.each(names)("the recorded post that would %s", (name) => {
  test.each(strangers)("does nothing with %s", async (stranger) => {
    const before = await allRows(site.database);
    const reply = await post(name)(others[stranger]);
    expect(isTurnedAway(reply), `${reply.status} ${reply.headers.location} ${reply.text.slice(0, 200)}`).toBe(true);
    expect(await allRows(site.database)).toEqual(before);
  });
});

test("the same post approves for its own person, which the refusals are compared with", async () => {
  expect((await post("approve")(own)).headers.location).toMatch(/\/account$/);
  const { rows } = await site.database.query("SELECT name FROM users WHERE id = $1", [person.accountId]);
  expect(rows).toEqual([{ name: "Mallory" }]);
});
