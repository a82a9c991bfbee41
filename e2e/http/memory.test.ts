import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callProvider } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson } from "@/e2e/fixtures/person";

const signIns = 2_000;
const atOnce = 8;
let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

function residentMegabytes(): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(site.pid())], { encoding: "utf8" })) / 1024;
}

async function signInOnce() {
  const person = await createPerson(site.database);
  const client = site.client();
  await callProvider(client, "password", { email: person.email, password: person.password });
  await client.get("/verify");
  await callProvider(client, "second-step", { code: (await createMailbox(site.url, person.email).nextCode()).code });
  expect((await client.get("/account")).text).toContain(person.email);
  // What was answered is not looked at again; the test's own memory is not the point.
  client.replies.length = 0;
}

async function signInMany(count: number) {
  const lane = async () => {
    for (let done = 0; done < count / atOnce; done += 1) await signInOnce();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

test("memory stays under 350 MB and level over 2,000 sign-ins", { timeout: 900_000 }, async () => {
  const measured: number[] = [];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    await signInMany(signIns / 4);
    measured.push(Math.round(residentMegabytes()));
  }
  console.log("Resident memory after each 500 sign-ins, in MB:", measured);
  const [, second = 0, , last = 0] = measured;
  expect(last).toBeLessThan(350);
  expect(last - second).toBeLessThan(50);
});
