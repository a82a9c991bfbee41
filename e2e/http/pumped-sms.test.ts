// Attack: SMS pumping. An attacker owns fifty neighbouring numbers, has an account for each, and signs in with all.
// Defence: the provider is called for the first ten. The pages of the others show the reason and the wait.
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "@/e2e/fixtures/http-client";
import { passwordStep, submitForm } from "@/e2e/fixtures/http-sign-in";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { createPerson } from "@/e2e/fixtures/person";
import { until } from "@/e2e/fixtures/until";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { json, startProviderServer } from "@/lib/two-factor/testing/provider-server";

const most = defaultLimits.sms.perNumberPrefixPerHour;
let site: Site;
let twilio: Awaited<ReturnType<typeof startProviderServer>>;
beforeAll(async () => {
  twilio = await startProviderServer([json(201, { sid: "SM0123456789abcdef" })]);
  site = await startSite({
    env: {
      TWILIO_ACCOUNT_SID: "AC0123456789abcdef",
      TWILIO_AUTH_TOKEN: "0123456789abcdef0123456789abcdef",
      TWILIO_FROM: "+15005550001",
      TWILIO_BASE_URL: twilio.baseUrl,
    },
  });
});
afterAll(async () => {
  await twilio.stop();
  await site.stop();
});

async function signInTo(phone: string, twoStep: "sms" | "both" = "sms"): Promise<Client> {
  const person = await createPerson(site.database, { twoStep });
  const { accountId } = person;
  await site.database.query(
    "UPDATE two_factor_authenticator SET address = $1 WHERE account_id = $2 AND factor = 'sms'",
    [phone, accountId],
  );
  await site.database.query("UPDATE two_factor_account SET preferred_factor = 'sms' WHERE account_id = $1", [
    accountId,
  ]);
  const client = site.client();
  await passwordStep(client, person);
  return client;
}

async function untilAllLeft(): Promise<void> {
  const waiting = "SELECT FROM two_factor_delivery WHERE state = 'queued'";
  await until("every message has left", async () => (await site.database.query(waiting)).rowCount === 0);
}

test("fifty sign-ins to neighbouring numbers cause ten SMS, and the other pages show the reason", async () => {
  const clients: Client[] = [];
  for (let n = 0; n < 50; n += 1) clients.push(await signInTo(`+1500255${String(7000 + n)}`));
  await untilAllLeft();
  expect(twilio.calls.length).toBe(most);
  const pages = await Promise.all(clients.map(async (client) => (await client.get("/verify")).text));
  const refusals = pages.filter((page) => page.includes("numbers next to yours"));
  expect(refusals).toHaveLength(50 - most);
  const [last] = clients.slice(-1);
  const again = last && (await submitForm(last, "/verify", {}, { marker: "Send a new code" }));
  expect(again?.text).toContain("numbers next to yours");
  expect(twilio.calls.length).toBe(most);
  const { rows } = await site.database.query(
    "SELECT detail FROM two_factor_audit_event WHERE event = 'excess_rate_limit_exceeded'",
  );
  expect(rows).toEqual([{ detail: { limit: "sms-prefix", country: "+1 US" } }]);
});

test("a person who also has an e-mail address is offered it first", async () => {
  const client = await signInTo("+15002557099", "both");
  const page = (await client.get("/verify")).text;
  expect(page).toContain("Have the code sent by email instead");
  expect(page.indexOf("Email me instead")).toBeGreaterThan(0);
  expect(page.indexOf("Email me instead")).toBeLessThan(page.indexOf("Send a new code"));
  expect((await submitForm(client, "/verify", {}, { marker: "Email me instead" })).text).toContain("email with this");
});

test("a number in another block still gets its code", async () => {
  const before = twilio.calls.length;
  await signInTo("+15003557000");
  await untilAllLeft();
  expect(twilio.calls.length).toBe(before + 1);
});
