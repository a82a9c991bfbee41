import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "@/lib/host/password/password";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";

const password = "violet canyon teapot 7";
let host: TestHost;
let step: typeof import("@/lib/host/password/password-step");
let stored: string;

beforeAll(async () => {
  host = await startTestHost();
  step = await import("@/lib/host/password/password-step");
  stored = await hashPassword(password);
});

async function createOwner() {
  const accountId = randomUUID();
  const email = `${accountId}@example.com`;
  await host.db.user.create({ data: { id: accountId, email, name: "Robin", passwordHash: stored } });
  return { accountId, email };
}

let requests = 0;

/** A request from a fresh address: another test covers the limit per address. */
function from(browserHash: string) {
  requests += 1;
  const ip = `10.0.${requests >> 8}.${requests & 255}`;
  return { requestId: randomUUID(), ip, userAgent: "test", browserHash, locale: "en" };
}

/** The cookie that an earlier session left behind. */
async function rememberBrowser(accountId: string, browserHash: string) {
  await host.pool.query(
    `INSERT INTO two_factor_session (id_hash, account_id, browser_hash, amr, acr, expires_at, ip, user_agent)
     VALUES ($1, $2, $3, '{pwd}', 'x', now() - interval '1 day', '10.0.0.1', 'test')`,
    [randomUUID(), accountId, browserHash],
  );
}

async function guessWrong(email: string, times: number, browserHash: () => string) {
  for (let each = 0; each < times; each += 1) {
    await step.passwordStep({ email, password: `wrong guess number ${each}` }, from(browserHash()));
    await prolongWaits();
  }
}

/** Makes a wait last, so that the test does not depend on the speed of hashing. */
function prolongWaits() {
  return host.pool.query(
    "UPDATE password_throttle SET blocked_until = now() + interval '1 hour' WHERE blocked_until > updated_at",
  );
}

describe("the password step", () => {
  // Attack: a stranger sends wrong passwords without end, to keep the owner out.
  // Defence: a browser that signed in before has a counter of its own, which a stranger cannot fill.
  it("lets the owner in from a known browser while strangers are throttled", async () => {
    const { accountId, email } = await createOwner();
    await rememberBrowser(accountId, "own-browser");
    await guessWrong(email, 100, randomUUID);
    expect(await step.passwordStep({ email, password }, from("own-browser"))).toMatchObject({ ok: true, accountId });
    const stranger = await step.passwordStep({ email, password }, from(randomUUID()));
    expect(stranger).toEqual({ ok: false, code: "invalid-credentials" });
  });

  // Attack: a guesser holds the owner's browser, or makes up browser cookies to get fresh counters.
  // Defence: a known browser is throttled like any other, and a made-up one shares the strangers' counter.
  it("throttles a known browser too, on its own", async () => {
    const { accountId, email } = await createOwner();
    await rememberBrowser(accountId, "own-browser");
    await guessWrong(email, 6, () => "own-browser");
    expect(await step.passwordStep({ email, password }, from("own-browser"))).toMatchObject({ ok: false });
    expect(await step.passwordStep({ email, password }, from(randomUUID()))).toMatchObject({ ok: true });
  });

  it("does not know a browser of another account", async () => {
    const [owner, other] = [await createOwner(), await createOwner()];
    await rememberBrowser(other.accountId, "other-browser");
    await guessWrong(owner.email, 6, randomUUID);
    const answer = await step.passwordStep({ email: owner.email, password }, from("other-browser"));
    expect(answer).toMatchObject({ ok: false });
  });

  it("clears the counter with a right password", async () => {
    const { email } = await createOwner();
    for (let round = 0; round < 3; round += 1) {
      await guessWrong(email, 5, randomUUID);
      expect(await step.passwordStep({ email, password }, from(randomUUID()))).toMatchObject({ ok: true });
    }
  });

  it("takes fifty right passwords of one account at once: a right one is never called wrong", async () => {
    const { email } = await createOwner();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => step.passwordStep({ email, password }, from(randomUUID()))),
    );
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  });

  it("refuses passwords beyond the limit of waiting hashes, counts none of them, and accepts more later", async () => {
    const { email } = await createOwner();
    const wrong = () => step.passwordStep({ email: `${randomUUID()}@example.com`, password }, from(randomUUID()));
    const answers = await Promise.all(Array.from({ length: 200 }, wrong));
    const busy = answers.filter((answer) => !answer.ok && answer.code === "busy");
    expect(busy.length).toBeGreaterThanOrEqual(200 - availableParallelism() * 32);
    expect(busy[0]).toEqual({ ok: false, code: "busy", retryAfterSeconds: 2 });
    expect(await step.passwordStep({ email, password }, from(randomUUID()))).toMatchObject({ ok: true });
  });

  it("refuses a disabled account its right password, and goes on counting", async () => {
    const { accountId, email } = await createOwner();
    await host.db.user.update({ where: { id: accountId }, data: { disabledAt: new Date() } });
    for (let each = 0; each < 7; each += 1) {
      const answer = await step.passwordStep({ email, password }, from(randomUUID()));
      await prolongWaits();
      expect(answer).toEqual({ ok: false, code: "invalid-credentials" });
    }
    await prolongWaits();
    await host.db.user.update({ where: { id: accountId }, data: { disabledAt: null } });
    expect(await step.passwordStep({ email, password }, from(randomUUID()))).toMatchObject({ ok: false });
  });
});
