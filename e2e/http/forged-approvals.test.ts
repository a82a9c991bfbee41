import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { allRows, newestEvents, restingRows } from "@/e2e/fixtures/all-rows";
import { elapse } from "@/e2e/fixtures/elapse";
import type { Client, Reply } from "@/e2e/fixtures/http-client";
import { callProvider, signedIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox, type Mailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { type Recorded, recordForm } from "@/e2e/fixtures/recorded-posts";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

type Visitor = { person: Person; client: Client; mailbox: Mailbox };

let site: Site;
let own: Visitor;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  own = await visitor();
});

async function visitor(): Promise<Visitor> {
  const person = await createPerson(site.database);
  return { person, client: await signedIn(site, person), mailbox: createMailbox(site.url, person.email) };
}

const json = ({ text }: Reply) => JSON.parse(text);

/** Proposes with the account's form and returns the approval's id. */
async function propose({ client }: Visitor, fields: Record<string, string> = { name: "Mallory" }): Promise<string> {
  const asked = await (await recordForm(client, "/account", "name", fields))(client);
  return asked.headers.location?.match(/\/approve\/([\w-]{43})$/)?.[1] ?? "";
}

async function proposeExport({ client }: Visitor): Promise<string> {
  return json(await client.postJson("/api/account/export", {})).approval.replace("/approve/", "");
}

type Approve = (visitor: Visitor, id: string, code: string, extra?: Record<string, string>) => Promise<Reply>;

const byForm: Approve = async ({ client }, approvalId, code, extra = {}) => {
  const page = await recordForm(client, `/approve/${approvalId}`, "code", { approvalId, code, ...extra });
  return page(client);
};
const byJson: Approve = ({ client }, id, code) => client.postJson(`/api/approvals/${id}/approve`, { code });

/** Both ways to answer an approval. */
const ways: [name: string, approve: Approve][] = [
  ["by form", byForm],
  ["by JSON", byJson],
];

async function nameOf({ person }: Visitor): Promise<string> {
  const { rows } = await site.database.query("SELECT name FROM users WHERE id = $1", [person.accountId]);
  return rows[0].name;
}

async function approvalRow(id: string) {
  const { rows } = await site.database.query("SELECT * FROM two_factor_approval WHERE id = $1", [id]);
  return rows[0];
}

async function attemptsOf(id: string): Promise<number> {
  const { rows } = await site.database.query(
    "SELECT attempts FROM two_factor_challenge WHERE id = (SELECT challenge_id FROM two_factor_approval WHERE id = $1)",
    [id],
  );
  return rows[0].attempts;
}

const made = {
  ...{ total: "0.01", totalMinor: "1", amount: "-1", userId: "alice", accountId: "alice", twoStepEnabled: "false" },
  ...{
    digest: "A".repeat(43),
    action: "delete-account",
    lines: "[]",
    sealed: "{}",
    state: "executed",
    code_digest: "x",
  },
};

// Attack: add fields to change the action, the account or the price.
// Defence: only the fields of the form's schema are read, and the sealed data is executed.
describe("a form with made-up fields", () => {
  test("proposes the same as without them", async () => {
    const id = await propose(own, { name: "Robin Renamed", ...made });
    expect(await approvalRow(id)).toMatchObject({
      account_id: own.person.accountId,
      action: "change-name",
      state: "proposed",
      sealed: { input: { name: "Robin Renamed" } },
    });
    const { code } = await own.mailbox.nextCode();
    expect((await byForm(own, id, code, { ...made, name: "Somebody Else" })).headers.location).toMatch(/\/account$/);
    expect(await nameOf(own)).toBe("Robin Renamed");
    const { rows } = await site.database.query("SELECT FROM users WHERE id = $1", [own.person.accountId]);
    expect(rows).toHaveLength(1);
  });
});

describe.each(ways)("approving %s", (_, approve) => {
  // Attack: use the code after its five minutes, or after the approval has ended.
  // Defence: the database's clock, and states that have no way back.
  test("six minutes later finds an expired code, which is not compared", async () => {
    const id = await propose(own);
    const { code } = await own.mailbox.nextCode();
    await elapse(site.database, own.person.accountId, 6);
    const before = await restingRows(site.database);
    expect((await approve(own, id, code)).text).toContain("This code has expired.");
    expect(await allRows(site.database)).toEqual(before);
    expect(await attemptsOf(id)).toBe(0);
  });

  test("after it was executed does nothing more, and is recorded in the trail", async () => {
    const id = await propose(own);
    const { code } = await own.mailbox.nextCode();
    const [again, late] = await Promise.all([
      recordForm(own.client, `/approve/${id}`, "code", { code }),
      recordForm(own.client, `/approve/${id}`, "Decline"),
    ]);
    await approve(own, id, code);
    expect(await nameOf(own)).toBe("Mallory");
    await site.database.query("UPDATE users SET name = 'Changed since' WHERE id = $1", [own.person.accountId]);
    await nothingHappens(id, [again, late, (as) => as.postJson(`/api/approvals/${id}/approve`, { code })]);
    expect(await nameOf(own)).toBe("Changed since");
  });

  test("after it was declined does nothing, and is recorded in the trail", async () => {
    const id = await propose(own);
    const { code } = await own.mailbox.nextCode();
    const again = await recordForm(own.client, `/approve/${id}`, "code", { code });
    await own.client.postJson(`/api/approvals/${id}/decline`, {});
    await nothingHappens(id, [again, (as) => as.postJson(`/api/approvals/${id}/approve`, { code })]);
    expect(await nameOf(own)).toBe(own.person.name);
  });

  // Attack: use a code for another purpose: the code of a sign-in, or of an earlier approval.
  // Defence: a code is bound to the digest of one approval. For another one it is wrong, and counted.
  test("with a code for something else is wrong, and counted", async () => {
    await callProvider(own.client, "password", { email: own.person.email, password: own.person.password });
    const { code: signInCode } = await own.mailbox.nextCode();
    await elapse(site.database, own.person.accountId, 2);
    const first = await propose(own);
    const { code: firstCode } = await own.mailbox.nextCode();
    await elapse(site.database, own.person.accountId, 2);
    const second = await proposeExport(own);
    const { code: secondCode } = await own.mailbox.nextCode();
    expect((await approve(own, second, firstCode)).text).toMatch(/not the code we sent|older message/);
    expect((await approve(own, second, signInCode)).text).toContain("not the code we sent");
    expect(await attemptsOf(second)).toBe(2);
    const late = await own.client.postJson(`/api/approvals/${first}/approve`, { code: secondCode });
    expect([late.status, json(late)]).toMatchObject([410, { code: "approval-over", state: "void" }]);
    expect([await attemptsOf(first), await attemptsOf(second)]).toEqual([0, 2]);
    expect(await nameOf(own)).toBe(own.person.name);
    const { rows } = await site.database.query("SELECT FROM data_export WHERE account_id = $1", [own.person.accountId]);
    expect(rows).toEqual([]);
  });
});

describe("an approval's id", () => {
  // Attack: guess the id of an approval, or send the id of another person's, with a code that is right for another one.
  // Defence: only approvals of this session and browser are found.
  test("an id that was guessed or belongs to another person finds nothing, counts nothing and is recorded", async () => {
    const other = await visitor();
    const foreign = await propose(other);
    const { code: foreignCode } = await other.mailbox.nextCode();
    const mine = await propose(own);
    const { code } = await own.mailbox.nextCode();
    const guesses = [foreign, randomBytes(32).toString("base64url"), mine.toLowerCase(), "executed"];
    const before = await restingRows(site.database);
    for (const guess of guesses)
      for (const tried of [code, foreignCode]) {
        const refused = await own.client.postJson(`/api/approvals/${guess}/approve`, { code: tried });
        expect([guess, refused.status, json(refused).code]).toEqual([guess, 404, "no-approval"]);
        expect(await newestEvents(site.database, own.person.accountId, 1)).toEqual(["authz_fail"]);
      }
    const form = await recordForm(own.client, `/approve/${mine}`, "code", { approvalId: foreign, code: foreignCode });
    expect((await form(own.client)).text).toContain("There is nothing to approve here.");
    expect(await allRows(site.database)).toEqual(before);
    expect(await byForm(other, foreign, foreignCode)).toMatchObject({
      status: expect.toSatisfy((s: number) => s < 400),
    });
    expect(await nameOf(other)).toBe("Mallory");
  });

  test.each(["%00", "a%2F..%2Fb", "..", "'%20OR%201=1", "x".repeat(4_000), "%F0%9F%92%A5"])(
    "a malformed id (%s) causes no server error",
    async (id) => {
      const before = await restingRows(site.database);
      for (const reply of [
        await own.client.postJson(`/api/approvals/${id}/approve`, { code: "123456" }),
        await own.client.get(`/approve/${id}`),
      ])
        expect(reply.status).toBeLessThan(500);
      expect(await allRows(site.database)).toEqual(before);
    },
  );
});

/** Each post is refused and changes no row. An answer to an ended approval is recorded in the trail. */
async function nothingHappens(id: string, posts: Recorded[]): Promise<void> {
  const before = await restingRows(site.database);
  for (const post of posts) expect((await post(own.client)).status).toBeLessThan(500);
  expect(await allRows(site.database)).toEqual(before);
  expect(await newestEvents(site.database, own.person.accountId, 1)).toEqual(["sequence_fail"]);
  expect((await approvalRow(id)).state).not.toBe("proposed");
}
