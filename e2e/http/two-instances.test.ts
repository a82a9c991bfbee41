// Two processes work on one database, and one of them is killed in the middle. Each message leaves once, by one of
// them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Instance } from "@/e2e/fixtures/http-server";
import { answer, callProvider } from "@/e2e/fixtures/http-sign-in";
import { type OwnSite, startSite } from "@/e2e/fixtures/http-site";
import { type Resend, startResend, taken } from "@/e2e/fixtures/local-providers";
import { createPerson } from "@/e2e/fixtures/person";
import { sendCode } from "@/e2e/fixtures/sent-code";
import { untilWorkersLooked } from "@/e2e/fixtures/worker-looks";
import { howMany } from "@/scripts/test/how-many";

const messages = howMany({ short: 160, long: 500 });
const atOnce = 8;

let resend: Resend;
let site: OwnSite;
let second: Instance;
/** The calls of the second instance that the provider accepted and never answered, by the delivery's id. */
const unanswered = new Set<string>();
let isSecondLeftWaiting = false;

beforeAll(async () => {
  resend = await startResend();
  resend.behave([
    (response, call) => {
      if (isSecondLeftWaiting && callerOf(call) === "second") unanswered.add(keyOf(call));
      else taken(response, call);
    },
  ]);
  const env = (name: string) => ({ ...resend.env, RESEND_BASE_URL: `${resend.baseUrl}/${name}` });
  site = await startSite({ env: env("first") });
  second = await site.join(env("second"));
  // While the test holds the lock no worker claims a message, as if the process that queued it had died before.
  await site.database.query(`
    CREATE FUNCTION is_free() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RETURN CASE WHEN pg_try_advisory_xact_lock_shared(4711) THEN NEW END; END $$;
    CREATE TRIGGER gate BEFORE UPDATE OF claims ON two_factor_delivery FOR EACH ROW EXECUTE FUNCTION is_free()`);
});
afterAll(async () => {
  await site.stop();
  await resend.stop();
});

type Call = Resend["calls"][number];
const keyOf = ({ headers }: Call) => String(headers["idempotency-key"]);
const callerOf = ({ url }: Call) => url?.split("/")[1];
const isAnswered = (call: Call) => callerOf(call) === "first" || !unanswered.has(keyOf(call));

/** This number of people enter their passwords, at each instance in turn, each from their own address. */
async function signInMany(count: number, instances: readonly Instance[]) {
  let begun = 0;
  const lane = async () => {
    for (let turn = begun++; turn < count; turn = begun++) {
      const { email, password } = await createPerson(site.database);
      const client = site.client({ at: instances[turn % instances.length] });
      // A person whose request was cut off got no answer, so no message is owed to them.
      await callProvider(client, "password", { email, password }).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function deliveries() {
  const { rows } = await site.database.query(
    "SELECT d.*, u.email FROM two_factor_delivery AS d JOIN users AS u ON u.id = d.account_id",
  );
  return rows;
}

async function untilNothingIsQueued() {
  const queued = async () => (await deliveries()).filter(({ state }) => state === "queued").length;
  await expect.poll(queued, { timeout: 60_000, interval: 200 }).toBe(0);
}

/** Queues messages that both instances find at the same moment. */
async function fightOver(count: number) {
  const keeper = await site.database.connect();
  await keeper.query("SELECT pg_advisory_lock(4711)");
  try {
    await signInMany(count, [site, second]);
  } finally {
    await keeper.query("SELECT pg_advisory_unlock(4711)");
    keeper.release();
  }
  await untilNothingIsQueued();
}

/** Kills one instance while the provider has some of its calls and others have not left. */
async function cutOffTheSecond(count: number) {
  isSecondLeftWaiting = true;
  const work = signInMany(count, [site, second]);
  await expect.poll(() => unanswered.size, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(3);
  await second.kill();
  isSecondLeftWaiting = false;
  await work;
  // Its claims would last for half a minute.
  await site.database.query("UPDATE two_factor_delivery SET due_at = now() WHERE id = ANY ($1)", [[...unanswered]]);
  await untilNothingIsQueued();
}

describe("two instances on one database", () => {
  test(`send each of ${messages} messages once, one of them cut off in the middle`, { timeout: 400_000 }, async () => {
    const startedAt = performance.now();
    await signInMany(messages * 0.4, [site, second]);
    await fightOver(messages * 0.3);
    await cutOffTheSecond(messages * 0.2);
    await second.restart();
    await signInMany(messages - (await deliveries()).length, [site, second]);
    await untilNothingIsQueued();
    await untilWorkersLooked(site.database, 6);

    const rows = await deliveries();
    const answered = resend.calls.filter(isAnswered);
    const first = answered.filter((call) => callerOf(call) === "first").length;
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    console.log(
      `${rows.length} messages in ${seconds} s: ${first} by the first, ${answered.length - first} by the second`,
    );
    console.log(`${unanswered.size} were in the provider's hands when the second was cut off`);

    expect(rows).toHaveLength(messages);
    expect(rows.filter(({ state }) => state !== "sent")).toEqual([]);
    expect(answered.map(keyOf).sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(resend.calls).toHaveLength(messages + unanswered.size);
    const addressOf = new Map(rows.map(({ id, email }) => [id, email]));
    for (const call of resend.calls) expect(call.body.to).toBe(addressOf.get(keyOf(call)));
    expect(Math.min(first, answered.length - first)).toBeGreaterThan(messages / 10);
  });

  test("repeat an interrupted call byte for byte, so that the provider recognises it", () => {
    expect(unanswered.size).toBeGreaterThanOrEqual(3);
    for (const key of unanswered) {
      const [interrupted, repeated, ...more] = resend.calls.filter((call) => keyOf(call) === key);
      expect([callerOf(interrupted as Call), callerOf(repeated as Call), more]).toEqual(["second", "first", []]);
      // Not by toEqual, which would print the code.
      expect(JSON.stringify(repeated?.body) === JSON.stringify(interrupted?.body)).toBe(true);
    }
  });

  test("accept each other's codes", async () => {
    const { person, client } = await sendCode(site);
    const [code = ""] = String(resend.callsTo(person.email)[0]?.body.text).match(/(?<!\d)\d{6}(?!\d)/) ?? [];
    const there = site.client({ at: second });
    for (const [name, value] of client.cookies) there.cookies.set(name, value);
    await answer(there, code);
    expect(JSON.parse((await there.get("/api/auth/session")).text)).not.toBeNull();
  });
});
