// The power fails again and again between accepting the password and calling the provider.
// A person whose page says that a code is on its way gets it once, from the next instance that runs.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, passwordStep } from "@/e2e/fixtures/http-sign-in";
import { type OwnSite, startSite } from "@/e2e/fixtures/http-site";
import { createPerson } from "@/e2e/fixtures/person";
import { until } from "@/e2e/fixtures/until";
import { untilWorkersLooked } from "@/e2e/fixtures/worker-looks";
import { accepted, startProviderServer } from "@/lib/two-factor/testing/provider-server";
import { howMany } from "@/scripts/test/how-many";

const times = howMany({ short: 4, long: 20 });

let site: OwnSite;
let resend: Awaited<ReturnType<typeof startProviderServer>>;
beforeAll(async () => {
  resend = await startProviderServer([accepted]);
  site = await startSite({
    env: { RESEND_API_KEY: "re_test", RESEND_BASE_URL: resend.baseUrl },
    // A statement ends when its client is killed, as it would over a network.
    databaseSettings: { client_connection_check_interval: "100ms" },
  });
  // A lock in front of the claim, the first step between accepting and sending.
  await site.database.query(`
    CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock_shared(4711); RETURN NEW; END $$;
    CREATE TRIGGER gate BEFORE UPDATE ON two_factor_delivery FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`);
});
afterAll(async () => {
  await site.stop();
  await resend.stop();
});

/** The messages with codes. A sign-in also causes a notice. */
const codeCalls = () => resend.calls.filter(({ body }) => /^Reference: /m.test(String(body.text)));
const callsTo = (email: string) => codeCalls().filter(({ body }) => JSON.stringify(body.to).includes(email));

async function stateOf(accountId: string): Promise<string | undefined> {
  const { rows } = await site.database.query("SELECT state FROM two_factor_delivery WHERE account_id = $1", [
    accountId,
  ]);
  return rows[0]?.state;
}

/** Holds all claims back while `work` runs. */
async function withClosedGate(work: () => Promise<void>): Promise<void> {
  const keeper = await site.database.connect();
  await keeper.query("SELECT pg_advisory_lock(4711)");
  try {
    await work();
  } finally {
    await keeper.query("SELECT pg_advisory_unlock(4711)");
    keeper.release();
  }
}

async function untilNobodyWaits(): Promise<void> {
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await until("no statement waits for the gate", async () => (await site.database.query(waiting)).rowCount === 0);
}

describe("a process killed between accepting the password and sending", () => {
  test(`${times} times of ${times} the code is sent, once, and signs the person in`, async () => {
    const seconds: number[] = [];
    for (let time = 1; time <= times; time += 1) {
      const person = await createPerson(site.database);
      const client = site.client();
      await withClosedGate(async () => {
        await passwordStep(client, person);
        expect(callsTo(person.email)).toEqual([]);
        await site.kill();
        await untilNobodyWaits();
      });
      const killedAt = performance.now();
      await site.restart();
      await expect.poll(() => callsTo(person.email).length).toBe(1);
      // If the process is killed before it records the call, the call is repeated with the same idempotency key.
      await expect.poll(() => stateOf(person.accountId)).toBe("sent");
      seconds.push((performance.now() - killedAt) / 1000);
      if (time === times) {
        const [code] = String(callsTo(person.email)[0]?.body.text).match(/(?<!\d)\d{6}(?!\d)/) ?? [];
        expect((await answer(client, code ?? "")).headers.location).toContain("/account");
      }
    }
    await untilWorkersLooked(site.database, 3);
    expect(new Set(codeCalls().map(({ body }) => JSON.stringify(body.to))).size).toBe(times);
    expect(codeCalls()).toHaveLength(times);
    console.log(`sent after a kill, restart included: ${Math.max(...seconds).toFixed(1)} s at most`);
  }, 300_000);
});
