import { appendFileSync } from "node:fs";
import { expect, test } from "vitest";
import { passwordStep } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson } from "@/e2e/fixtures/person";

// Every other test of this folder ends with a search for the codes it caused. Here the search has to find something.
const hidingPlaces: [string, (site: Site, code: string) => Promise<unknown> | unknown][] = [
  ["the log", ({ logFile }, code) => appendFileSync(logFile, `{"event":"answered","code":"${code}"}\n`)],
  ["a table", ({ database }, code) => database.query("UPDATE users SET name = $1", [`code ${code}`])],
  ["an address", (site, code) => site.client().get(`/verify?code=${code}`)],
];

test.each(hidingPlaces)("a code in %s is found", async (_, hide) => {
  const site = await startSite();
  const person = await createPerson(site.database);
  await passwordStep(site.client(), person);
  const { code } = await createMailbox(site.url, person.email).nextCode();
  await hide(site, code);
  await expect(site.stop()).rejects.toThrow(code);
});
