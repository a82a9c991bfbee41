import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "@/e2e/fixtures/http-client";
import { answer, hiddenFields, passwordStep } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson } from "@/e2e/fixtures/person";
import { statementsOf } from "@/e2e/fixtures/statements";

let site: Site;
beforeAll(async () => {
  site = await startSite({ databaseSettings: { log_statement: "all" } });
});
afterAll(() => site.stop());

describe("SQL statements", () => {
  test("at most 18 from the password to the signed-in page, and at most 6 of them for the answer", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    const mailbox = createMailbox(site.url, person.email);
    const { email, password } = person;
    const form = hiddenFields((await client.get("/sign-in?next=/account")).text, "email");
    const toVerify = await statementsOf(site, async () => {
      await client.postMultipart("/sign-in?next=/account", Object.entries({ ...form, email, password }));
      await client.get("/verify");
    });
    const { code } = await mailbox.nextCode();
    const verify = hiddenFields((await client.get("/verify")).text, "code");
    const answered = await statementsOf(site, () =>
      client.postMultipart("/verify", Object.entries({ ...verify, code })),
    );
    const arrived = await statementsOf(site, async () => expect((await client.get("/account")).text).toContain(email));
    const counts = { toVerify: toVerify.length, answered: answered.length, arrived: arrived.length };
    console.log("SQL statements:", counts);
    expect(answered.length, answered.join("\n")).toBeLessThanOrEqual(6);
    expect(counts.toVerify + counts.answered + counts.arrived).toBeLessThanOrEqual(18);
    expect(counts.toVerify).toBeGreaterThan(0);
  });

  test("one for reading a session, also when a page reads it many times", async () => {
    const person = await createPerson(site.database);
    const client = site.client();
    await passwordStep(client, person);
    await answer(client, (await createMailbox(site.url, person.email).nextCode()).code);
    const all = await statementsOf(site, () => client.get("/account"));
    expect(all.filter((each) => /\btwo_factor_session\b/i.test(each))).toHaveLength(1);
  });
});

/** Compressed size of every script a modern browser loads for a page. */
async function scriptBytes(client: Client, path: string): Promise<number> {
  const html = (await client.get(path)).text.replace(/<script[^>]*nomodule[^>]*>/gi, "");
  const files = new Set(html.match(/static\/chunks\/[\w.~-]+\.js/g));
  let bytes = 0;
  for (const file of files) bytes += gzipSync((await client.get(`/_next/${file}`)).text).length;
  return bytes;
}

describe("compressed JavaScript", () => {
  test("at most 15 kB on the pages of the sign-in above a page of plain text", async () => {
    const client = site.client();
    const plain = await scriptBytes(client, "/unavailable");
    const signIn = await scriptBytes(client, "/sign-in");
    await passwordStep(client, await createPerson(site.database));
    const verify = await scriptBytes(client, "/verify");
    console.log("JavaScript, compressed:", { plain, signIn, verify });
    expect(plain).toBeGreaterThan(50_000);
    expect(signIn - plain).toBeLessThanOrEqual(15_000);
    expect(verify - plain).toBeLessThanOrEqual(15_000);
  });
});
