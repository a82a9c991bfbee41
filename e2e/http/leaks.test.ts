import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { passwordStep } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson } from "@/e2e/fixtures/person";
import { openSharedSite } from "@/e2e/fixtures/shared-site";

const logged = (code: string) => `{"event":"answered","code":"${code}"}\n`;

// All other tests of this folder end with a search for their codes. Here the search has to find some.
const hidingPlaces: [place: string, hide: (site: Site, code: string) => Promise<unknown> | unknown][] = [
  ["log", ({ logFile }, code) => appendFileSync(logFile, logged(code))],
  ["table users", ({ database }, code) => database.query("UPDATE users SET name = $1", [`code ${code}`])],
  ["address", (site, code) => site.client().get(`/verify?code=${code}`)],
];

test("a code in the log, in a table and in an address is found in each of them", async () => {
  const site = await openSharedSite();
  const person = await createPerson(site.database);
  await passwordStep(site.client(), person);
  const { code } = await createMailbox(site.url, person.email).nextCode();
  for (const [, hide] of hidingPlaces) await hide(site, code);
  const found = await site.stop().catch(String);
  // Removed, so that the next file of this site does not find it.
  await site.database.query("UPDATE users SET name = 'Robin Fixture'");
  writeFileSync(site.logFile, readFileSync(site.logFile, "utf8").replaceAll(logged(code), ""));
  for (const [where] of hidingPlaces) expect(found).toContain(JSON.stringify({ code, where }));
});
