// Attack: make the database stumble in the middle of an approval, so that half of it stays, or the code is lost.
// All of it stands in one transaction: it is run again, or nothing of it is kept and the code still works.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { StoreDatabase } from "@/lib/two-factor/store/sql/database";
import { nothing, openTestApproval, type Shopper } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterEach(() => {
  bench.settled.length = 0;
  bench.hooks.beforeRun = nothing;
  bench.hooks.afterRun = nothing;
});
afterAll(() => bench.close());

const key = 4711;
const fault = { name: "TwoFactorFault", code: "store-unavailable" };

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give, given };
}

/** Takes the key, and then wants the cart that the approval holds. Never the one whom the database throws out. */
async function cross(shopper: Shopper, hasKey: () => void, approvalHasCart: Promise<void>) {
  await bench.database.$transaction(async (other) => {
    await other.$executeRaw`SET LOCAL deadlock_timeout = '20s'`;
    await other.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${key}::int)`;
    hasKey();
    await approvalHasCart;
    await other.$queryRaw`SELECT 1 FROM test_cart WHERE account_id = ${shopper.accountId} FOR UPDATE`;
  });
}

async function fail(client: StoreDatabase, sqlState: string) {
  await client.$queryRaw`SELECT test_fail(${sqlState})`;
}

async function endConnection(client: StoreDatabase) {
  const rows = (await client.$queryRaw`SELECT pg_backend_pid() AS pid`) as { pid: number }[];
  await bench.database.$queryRaw`SELECT pg_terminate_backend(${rows[0]?.pid ?? 0}::int)`;
}

describe("an approval", () => {
  beforeAll(async () => {
    await bench.database.$executeRawUnsafe(`
      CREATE FUNCTION test_fail(state text) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = state; END $$`);
  });

  it("that loses a deadlock over the action's own rows is run again, once and whole", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    let runs = 0;
    const [taken, cart] = [signal(), signal()];
    bench.hooks.beforeRun = async (_, client) => {
      runs += 1;
      cart.give();
      await client.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${key}::int)`;
    };
    const other = cross(shopper, taken.give, cart.given);
    await taken.given;
    const approved = await shopper.answer(id, shopper.code());
    await other;
    expect(approved).toMatchObject({ ok: true });
    expect(runs).toBe(2);
    expect(await shopper.purchases()).toHaveLength(1);
    expect(bench.settled).toHaveLength(1);
    expect(await shopper.row()).toMatchObject({ wrongAnswers: 0, consecutiveWrong: 0 });
  });

  it.each(["40001", "40P01", "23505"])("is run again after %s", async (state) => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    let failures = 0;
    bench.hooks.afterRun = async (_, client) => {
      failures += 1;
      if (failures < 4) await fail(client, state);
    };
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(failures).toBe(4);
    expect(await shopper.purchases()).toHaveLength(1);
  });

  it("that meets others every time ends as a fault with nothing run, and its code still works", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    let failures = 0;
    bench.hooks.afterRun = (_, client) => {
      failures += 1;
      return fail(client, "40001");
    };
    await expect(shopper.answer(id, shopper.code())).rejects.toMatchObject(fault);
    expect(failures).toBe(4);
    expect(await shopper.purchases()).toEqual([]);
    bench.hooks.afterRun = nothing;
    expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
    expect(await shopper.purchases()).toHaveLength(1);
  });

  it("is not run again for what the action itself does wrong", async () => {
    const shopper = await bench.shopper();
    const id = await shopper.mustPropose();
    let failures = 0;
    bench.hooks.afterRun = (_, client) => {
      failures += 1;
      return fail(client, "23514");
    };
    await expect(shopper.answer(id, shopper.code())).rejects.not.toMatchObject(fault);
    expect(failures).toBe(1);
    expect(await shopper.purchases()).toEqual([]);
  });

  it.each([
    ["before it runs", "beforeRun"],
    ["after it ran", "afterRun"],
  ] as const)(
    "whose database goes away %s is a fault with nothing run, and its code still works",
    async (_, moment) => {
      const shopper = await bench.shopper();
      const id = await shopper.mustPropose();
      bench.hooks[moment] = (_accountId, client) => endConnection(client);
      await expect(shopper.answer(id, shopper.code())).rejects.toMatchObject(fault);
      expect(await shopper.purchases()).toEqual([]);
      expect(await shopper.view(id)).toMatchObject({ state: "proposed" });
      bench.hooks[moment] = nothing;
      expect(await shopper.answer(id, shopper.code())).toMatchObject({ ok: true });
      expect(await shopper.purchases()).toHaveLength(1);
    },
  );
});
