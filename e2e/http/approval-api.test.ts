import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { elapse } from "@/e2e/fixtures/elapse";
import type { Client, Headers, Reply } from "@/e2e/fixtures/http-client";
import { signedIn } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox, type Mailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";

let site: Site;
let person: Person;
let client: Client;
let mailbox: Mailbox;
beforeAll(async () => {
  site = await openSharedSite();
});
afterAll(() => site.stop());
beforeEach(async () => {
  person = await createPerson(site.database);
  client = await signedIn(site, person);
  mailbox = createMailbox(site.url, person.email);
});

const json = ({ text }: Reply) => JSON.parse(text);
const ask = (headers?: Headers) => client.postJson("/api/account/export", {}, headers);

/** Proposes a download and returns the JSON address of its approval. */
async function propose(): Promise<string> {
  const { approval } = json(await ask());
  return approval.replace("/approve/", "/api/approvals/");
}

async function exportsOpen(): Promise<number> {
  const { rows } = await site.database.query("SELECT count(*)::int FROM data_export WHERE account_id = $1", [
    person.accountId,
  ]);
  return rows[0].count;
}

describe("a client that reads JSON", () => {
  test("gets the approval's address, reads its lines, approves it, and finds the download", async () => {
    const asked = await ask();
    expect(asked.status).toBe(401);
    expect(asked.headers["content-type"]).toBe("application/problem+json");
    expect(asked.headers["www-authenticate"]).toContain('error="insufficient_user_authentication"');
    expect(json(asked)).toMatchObject({
      error: "insufficient_user_authentication",
      approval: expect.stringMatching(/^\/approve\/[\w-]{43}$/),
      max_age: 0,
      detail: "You have to approve this with a code first.",
    });
    const address = json(asked).approval.replace("/approve/", "/api/approvals/");
    const { code, reference } = await mailbox.nextCode();
    const shown = await client.get(address);
    expect(json(shown)).toMatchObject({
      action: "export-data",
      state: "proposed",
      code: { reference, attemptsLeft: 5 },
    });
    expect(Object.keys(json(shown))).not.toContain("session");

    const approved = await client.postJson(`${address}/approve`, { code });
    expect([approved.status, json(approved)]).toEqual([
      200,
      { state: "executed", doneAt: expect.stringMatching(/^\/account\/export\//) },
    ]);
    expect(json(await client.get(`${json(approved).doneAt}/file`)).person.email).toBe(person.email);
    const again = await client.postJson(`${address}/approve`, { code });
    expect([again.status, json(again)]).toMatchObject([410, { code: "approval-over", state: "executed" }]);
    expect(await exportsOpen()).toBe(1);
  });

  test("declines, and cannot approve afterwards", async () => {
    const address = await propose();
    const { code } = await mailbox.nextCode();
    const declined = await client.postJson(`${address}/decline`, {});
    expect([declined.status, json(declined)]).toEqual([200, { state: "declined" }]);
    for (const [deed, body] of [
      ["approve", { code }],
      ["decline", {}],
      ["resend", {}],
    ] as const) {
      const late = await client.postJson(`${address}/${deed}`, body);
      expect([deed, late.status, json(late)]).toMatchObject([deed, 410, { code: "approval-over", state: "declined" }]);
    }
    const again = await client.postJson(`${address}/again`, {});
    expect([again.status, json(again)]).toMatchObject([401, { error: "insufficient_user_authentication" }]);
    expect(json(again).approval.split("/").at(-1)).not.toBe(address.split("/").at(-1));
    expect(await exportsOpen()).toBe(0);
  });

  test("learns the attempts left after a wrong code, and when it may ask for another code", async () => {
    const address = await propose();
    const { code } = await mailbox.nextCode();
    const wrong = await client.postJson(`${address}/approve`, { code: aWrongCode(code) });
    expect([wrong.status, json(wrong)]).toMatchObject([409, { code: "wrong", attemptsLeft: 4 }]);
    expect(json(wrong).detail).toContain("4\u00a0attempts\u00a0left");
    const early = await client.postJson(`${address}/resend`, {});
    expect([early.status, json(early).code]).toEqual([429, "cool-down"]);
    expect(Number(early.headers["retry-after"])).toBe(json(early).retryAfterSeconds);
    await elapse(site.database, person.accountId, 2);
    expect((await client.postJson(`${address}/resend`, {})).status).toBe(200);
    const newer = await mailbox.nextCode();
    const older = await client.postJson(`${address}/approve`, { code });
    expect([older.status, json(older)]).toMatchObject([409, { code: "older-code", sentReference: newer.reference }]);
    expect((await client.postJson(`${address}/approve`, { code: newer.code })).status).toBe(200);
  });

  test("proposes an expired approval again", async () => {
    const address = await propose();
    await elapse(site.database, person.accountId, 11);
    const late = await client.postJson(`${address}/approve`, { code: "123456" });
    expect([late.status, json(late)]).toMatchObject([410, { code: "approval-over", state: "expired" }]);
    const again = await client.postJson(`${address}/again`, {});
    expect([again.status, json(again).error]).toEqual([401, "insufficient_user_authentication"]);
    expect(json(again).approval).not.toBe(address.replace("/api/approvals/", "/approve/"));
  });

  test("is answered in its language", async () => {
    client.cookies.set("locale", "de");
    const address = await propose();
    const refused = await client.postJson(`${address}/approve`, { code: "12" });
    expect([refused.status, json(refused).code]).toEqual([422, "format"]);
    expect(json(refused).detail).toMatch(/Ziffern/);
  });

  test("without a session gets the answer to sign in", async () => {
    const stranger = site.client();
    const asked = await stranger.postJson("/api/account/export", {});
    expect([asked.status, json(asked).code]).toEqual([401, "signed-out"]);
    const looked = await stranger.get(await propose());
    expect([looked.status, json(looked).code]).toEqual([401, "signed-out"]);
  });

  test("gets the answer to sign in after its cookie ended, also with the earlier token", async () => {
    const { token } = json(await client.get("/api/form-token"));
    client.cookies.delete("countersign.session");
    const asked = await client.postJson("/api/account/export", {}, { "x-csrf-token": token });
    expect([asked.status, json(asked).code]).toEqual([401, "signed-out"]);
  });
});

// Attack: a foreign page or a stolen token makes the person's browser propose or approve.
// Defence: own origin, and a token that is a MAC over this browser and this session.
describe("a post", () => {
  test.each<[string, number, Headers]>([
    ["without a token", 403, { "x-csrf-token": undefined }],
    ["with a token of our making, but not ours", 403, { "x-csrf-token": "A".repeat(43) }],
    ["from another site", 403, { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["without an origin", 403, { origin: undefined, "sec-fetch-site": undefined }],
    ["that a form could send", 415, { "content-type": "text/plain" }],
  ])("%s is refused with %i", async (_, status, headers) => {
    expect((await ask(headers)).status).toBe(status);
    const { rows } = await site.database.query("SELECT FROM two_factor_approval WHERE account_id = $1", [
      person.accountId,
    ]);
    expect(rows).toEqual([]);
  });

  test("with the token of another session of the same person is refused", async () => {
    const elsewhere = await signedIn(site, person);
    const { token } = json(await elsewhere.get("/api/form-token"));
    expect((await ask({ "x-csrf-token": token })).status).toBe(403);
  });

  test.each([{ accountId: "x" }, { userId: "x" }, { digest: "x" }, { action: "delete-account" }, { total: 1 }])(
    "with %j in it is refused with 422, and nothing is proposed",
    async (extra) => {
      const refused = await client.postJson("/api/account/export", extra);
      expect([refused.status, json(refused).code]).toEqual([422, "invalid-input"]);
      const address = await propose();
      const { code } = await mailbox.nextCode();
      expect((await client.postJson(`${address}/approve`, { code, ...extra })).status).toBe(422);
      expect(await exportsOpen()).toBe(0);
    },
  );
});
