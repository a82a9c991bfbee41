// Attack: one address spreads guesses over many accounts, or a crowd of instances each lets it through once more.
// All instances count in one row per address, in one statement, and no address can be read from that row.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { createAddressLimits } from "@/lib/two-factor/store/limit/address-limits";
import { counting } from "@/lib/two-factor/testing/counting";
import { openTestStore } from "@/lib/two-factor/testing/store";

let bench: Awaited<ReturnType<typeof openTestStore>>;
let address = 0;
beforeAll(async () => {
  bench = await openTestStore();
});
afterAll(() => bench.close());

const { answersPerClientAddressPerMinute: most } = defaultLimits.requests;
const newAddress = () => `192.0.2.${++address}`;
const instance = () => createAddressLimits({ database: bench.database, limits: defaultLimits });
const times = (count: number) => Array.from({ length: count });

describe("a limit per address", () => {
  it("lets as many through as it says, and tells the others how long to wait", async () => {
    const limits = instance();
    const ip = newAddress();
    for (const _ of times(most)) expect(await limits.take("answer", ip)).toEqual({ ok: true });
    const refused = await limits.take("answer", ip);
    expect(refused).toEqual({ ok: false, retryAfterSeconds: expect.any(Number), isFirstRefusal: true });
    expect(!refused.ok && refused.retryAfterSeconds).toBeGreaterThan(0);
    expect(!refused.ok && refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect(await limits.take("answer", ip)).toMatchObject({ ok: false, isFirstRefusal: false });
  });

  it("is one for all instances, however many ask at once", async () => {
    const instances = [instance(), instance(), instance()];
    const ip = newAddress();
    const asked = await Promise.all(times(40).flatMap(() => instances.map((limits) => limits.take("answer", ip))));
    expect(asked.filter(({ ok }) => ok)).toHaveLength(most);
    expect(asked.filter((taken) => !taken.ok && taken.isFirstRefusal)).toHaveLength(1);
  });

  it("counts each limit and each address by itself", async () => {
    const limits = instance();
    const [one, other] = [newAddress(), newAddress()];
    for (const _ of times(most + 1)) await limits.take("answer", one);
    expect(await limits.take("answer", other)).toEqual({ ok: true });
    expect(await limits.take("sign-in", one)).toEqual({ ok: true });
  });

  it("begins anew when its time is over", async () => {
    const limits = instance();
    const ip = newAddress();
    for (const _ of times(most + 1)) await limits.take("answer", ip);
    await bench.elapse(61);
    expect(await limits.take("answer", ip)).toEqual({ ok: true });
  });

  it("takes back what was not used", async () => {
    const limits = instance();
    const { perDestinationPerDay } = defaultLimits.sending;
    const destination = newAddress();
    for (const _ of times(perDestinationPerDay)) await limits.take("send-to-destination", destination);
    await limits.giveBack("send-to-destination", destination);
    expect(await limits.take("send-to-destination", destination)).toEqual({ ok: true });
    expect(await limits.take("send-to-destination", destination)).toMatchObject({ ok: false });
  });

  it("counts two at once as it counts each alone", async () => {
    const limits = instance();
    const { perDestinationPerDay } = defaultLimits.sending;
    const [destination, ip] = [newAddress(), newAddress()];
    const both = () =>
      limits.takeBoth({ limit: "send-to-destination", key: destination }, { limit: "send-from-address", key: ip });
    await limits.take("send-to-destination", destination);
    for (const _ of times(perDestinationPerDay - 1)) expect(await both()).toEqual([{ ok: true }, { ok: true }]);
    expect(await both()).toEqual([
      { ok: false, retryAfterSeconds: expect.any(Number), isFirstRefusal: true },
      { ok: true },
    ]);
    expect(await limits.take("send-to-destination", destination)).toMatchObject({ ok: false, isFirstRefusal: false });
    await bench.elapse(86_401);
    expect(await both()).toEqual([{ ok: true }, { ok: true }]);
  });

  // Attack: two requests that take the same two rows wait for each other, and one of them is lost to a deadlock.
  it("never lets two requests wait for each other", async () => {
    const limits = instance();
    const one = { limit: "send-to-destination", key: newAddress() } as const;
    const other = { limit: "send-from-address", key: newAddress() } as const;
    const asked = times(20).flatMap(() => [limits.takeBoth(one, other), limits.takeBoth(other, one)]);
    const answers = (await Promise.all(asked)).flat();
    expect(answers.filter(({ ok }) => ok)).toHaveLength(
      defaultLimits.sending.perDestinationPerDay + defaultLimits.sending.perClientAddressPerHour,
    );
  });

  it("keeps no address", async () => {
    await instance().take("answer", "203.0.113.77");
    const rows = await bench.database.$queryRaw`SELECT to_json(t)::text AS row FROM two_factor_rate_limit t`;
    expect(JSON.stringify(rows)).toContain("answer:");
    expect(JSON.stringify(rows)).not.toContain("203.0.113");
  });

  it("takes one statement, also for two", async () => {
    const statements = { count: 0 };
    const limits = createAddressLimits({ database: counting(bench.database, statements), limits: defaultLimits });
    await limits.take("answer", newAddress());
    expect(statements.count).toBe(1);
    const key = newAddress();
    await limits.takeBoth({ limit: "send-to-destination", key }, { limit: "send-from-address", key });
    expect(statements.count).toBe(2);
  });

  it("lets nobody through when the database is gone", async () => {
    const gone = { $queryRaw: () => Promise.reject(new Error("connect ECONNREFUSED")) };
    const limits = createAddressLimits({ database: gone, limits: defaultLimits });
    await expect(limits.take("answer", newAddress())).rejects.toMatchObject({ code: "store-unavailable" });
    await expect(limits.giveBack("answer", newAddress())).rejects.toMatchObject({ code: "store-unavailable" });
  });
});
