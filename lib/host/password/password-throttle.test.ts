import { beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";

let host: TestHost;
let throttle: typeof import("@/lib/host/password/password-throttle");

beforeAll(async () => {
  host = await startTestHost();
  throttle = await import("@/lib/host/password/password-throttle");
});

let people = 0;

/** The counter of a new person. */
function newKey(): string {
  people += 1;
  return throttle.throttleKey(`person-${people}@example.com`, null);
}

const reserve = async (key: string) => (await throttle.reservePasswordAttempt(key)).ok;

async function fail(key: string, times: number): Promise<boolean[]> {
  const allowed: boolean[] = [];
  for (let each = 0; each < times; each += 1) allowed.push(await reserve(key));
  return allowed;
}

async function elapse(key: string, seconds: number): Promise<void> {
  await host.pool.query(
    `UPDATE password_throttle SET blocked_until = blocked_until - make_interval(secs => $2),
       updated_at = updated_at - make_interval(secs => $2) WHERE key = $1`,
    [key, seconds],
  );
}

async function rowOf(key: string): Promise<{ failures: number; wait: number } | undefined> {
  const { rows } = await host.pool.query(
    `SELECT failures, round(extract(epoch FROM blocked_until - updated_at))::int AS wait
     FROM password_throttle WHERE key = $1`,
    [key],
  );
  return rows[0];
}

/** Waits out the block, fails once more, and says how long the next block is. */
async function nextWait(key: string): Promise<number> {
  await elapse(key, (await rowOf(key))?.wait ?? 0);
  expect(await reserve(key)).toBe(true);
  return (await rowOf(key))?.wait ?? Number.NaN;
}

describe("password attempts", () => {
  it("are free five times, and the sixth begins the waiting", async () => {
    const key = newKey();
    expect(await fail(key, 5)).toEqual([true, true, true, true, true]);
    expect(await rowOf(key)).toEqual({ failures: 5, wait: 0 });
    expect(await reserve(key)).toBe(true);
    expect(await reserve(key)).toBe(false);
  });

  // Attack: a patient guesser returns after each wait.
  // Defence: each guess doubles the next wait, up to a quarter of an hour, so 96 guesses a day are the most.
  it("wait twice as long each time, up to fifteen minutes", async () => {
    const key = newKey();
    await fail(key, 5);
    const waits: number[] = [];
    for (let each = 0; each < 14; each += 1) waits.push(await nextWait(key));
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
  });

  it("that have to wait get the time to wait", async () => {
    const key = newKey();
    await fail(key, 6);
    await host.pool.query("UPDATE password_throttle SET blocked_until = now() + interval '5 minutes' WHERE key = $1", [
      key,
    ]);
    expect(await throttle.reservePasswordAttempt(key)).toEqual({ ok: false, retryAfterSeconds: 300 });
  });

  it("stay at fifteen minutes after a thousand failures, and do not overflow", async () => {
    const key = newKey();
    await fail(key, 6);
    await host.pool.query("UPDATE password_throttle SET failures = 1000 WHERE key = $1", [key]);
    expect(await nextWait(key)).toBe(900);
  });

  it("that come too early are refused and make the wait no longer", async () => {
    const key = newKey();
    await fail(key, 6);
    const before = await rowOf(key);
    expect(await fail(key, 20)).toEqual(Array(20).fill(false));
    expect(await rowOf(key)).toEqual(before);
  });

  // Attack: many guesses are sent at the same moment, so that each reads the counter before another has written it.
  // Defence: counting is one statement. Fifty parallel guesses get as many comparisons as fifty one after the other.
  it("are all counted when they come in parallel", async () => {
    const key = newKey();
    const allowed = await Promise.all(Array.from({ length: 50 }, () => reserve(key)));
    const compared = allowed.filter(Boolean).length;
    expect(compared).toBeGreaterThan(0);
    expect(compared).toBeLessThanOrEqual(6);
    expect((await rowOf(key))?.failures).toBe(compared);
  });

  it("start afresh after a right password", async () => {
    const key = newKey();
    await fail(key, 5);
    await throttle.clearPasswordAttempts(key, { id: "nobody", passwordHash: "" });
    expect(await fail(key, 7)).toEqual([true, true, true, true, true, true, false]);
  });

  it("start afresh after a day", async () => {
    const key = newKey();
    await fail(key, 6);
    await elapse(key, 23.9 * 3600);
    expect(await reserve(key)).toBe(true);
    expect(await reserve(key)).toBe(false);
    await elapse(key, 24.1 * 3600);
    expect(await fail(key, 7)).toEqual([true, true, true, true, true, true, false]);
  });

  it("are forgotten after two quiet days", async () => {
    const [quiet, busy] = [newKey(), newKey()];
    await fail(quiet, 1);
    await fail(busy, 1);
    await elapse(quiet, 49 * 3600);
    expect(await throttle.sweepPasswordAttempts()).toBe(1);
    expect(await rowOf(quiet)).toBeUndefined();
    expect(await rowOf(busy)).toEqual({ failures: 1, wait: 0 });
  });

  it("are counted under a key that does not reveal the person", () => {
    expect(throttle.throttleKey("alice@example.com", null)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(throttle.throttleKey("alice@example.com", "b")).not.toBe(throttle.throttleKey("alice@example.com", null));
  });
});
