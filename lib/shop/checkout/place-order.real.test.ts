import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { setQuantity } from "@/lib/shop/cart/change-cart";
import { type Buyer, createTestProvider, fillCart, openTestShop } from "@/lib/shop/testing/shop";
import { seed } from "@/prisma/seed/shop/seed";
import type { openRealTestDatabase } from "@/prisma/testing/database";

const test = vi.hoisted(() => ({}) as Awaited<ReturnType<typeof openRealTestDatabase>>);
const till = vi.hoisted(() => ({}) as ReturnType<typeof createTestProvider>);

vi.mock("@/lib/host/server/db", async () => {
  const { openRealTestDatabase } = await import("@/prisma/testing/database");
  Object.assign(test, await openRealTestDatabase());
  return { db: test.db, query: <T>(work: () => Promise<T>) => work() };
});
vi.mock("@/lib/shop/payments/payments", () => ({ payments: () => till.provider }));

let shop: ReturnType<typeof openTestShop>;

beforeAll(async () => {
  shop = openTestShop(test.db);
  await seed(test.db);
});

beforeEach(() => {
  Object.assign(till, createTestProvider());
});

async function ready(buyer: Buyer) {
  const proposed = await shop.propose(buyer);
  if (!proposed.ok) throw new Error(`Not proposed: ${proposed.refusal.code}`);
  return proposed;
}

function ordersOf({ accountId }: Buyer) {
  return test.db.order.findMany({ where: { accountId }, include: { items: true, payment: true } });
}

describe("an order", () => {
  // Attack: send one code from many tabs at once, to buy many times.
  // Defence: the transaction that writes the order consumes the code.
  it("is placed and paid once when it is approved many times in parallel", async () => {
    const buyer = await shop.buyer();
    await fillCart(buyer, { "enamel-mug": 2 });
    const proposed = await ready(buyer);
    const answers = await Promise.all(Array.from({ length: 50 }, () => shop.approve(buyer, proposed)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const orders = await ordersOf(buyer);
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({
      state: "paid",
      totalMinor: 4190,
      payment: { state: "captured", amountMinor: 4190 },
    });
    expect([...till.captures]).toEqual([[orders[0]?.id, 4190]]);
  });

  it("takes no more than the stock, with thirty buyers of the last piece", async () => {
    await test.db.product.update({ where: { id: "picnic-basket" }, data: { stock: 1 } });
    const buyers = await Promise.all(Array.from({ length: 30 }, () => shop.buyer()));
    const proposals = await Promise.all(
      buyers.map(async (buyer) => {
        await fillCart(buyer, { "picnic-basket": 1 });
        return { buyer, proposed: await ready(buyer) };
      }),
    );
    const answers = await Promise.all(proposals.map(({ buyer, proposed }) => shop.approve(buyer, proposed)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refusals = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal)))).toEqual(
      new Set([JSON.stringify({ code: "not-possible", reason: "out-of-stock" })]),
    );
    expect(await test.db.product.findUniqueOrThrow({ where: { id: "picnic-basket" } })).toMatchObject({ stock: 0 });
    expect(till.captures.size).toBe(1);
  });

  // Attack: approve a small cart, and fill it between the code and the payment.
  // Defence: the transaction that pays locks the cart and describes it again; a difference voids the approval.
  it("is paid only at the amount of the message, also when the cart changes meanwhile", async () => {
    const outcomes = { paid: 0, void: 0 };
    for (let round = 0; round < 100; round++) {
      const buyer = await shop.buyer();
      await fillCart(buyer, { "enamel-mug": 1 });
      const proposed = await ready(buyer);
      expect(proposed.lines.find(({ id }) => id === "total")?.value).toBe("€23.40");
      const change = () => setQuantity(buyer.owner, "enamel-mug", 3);
      const approve = () => shop.approve(buyer, proposed);
      const answer = await meeting(round % 5, approve, change);
      const orders = await ordersOf(buyer);
      expect(orders.map(({ totalMinor }) => totalMinor)).toEqual(answer.ok ? [2340] : []);
      if (!answer.ok) expect(answer.refusal).toMatchObject({ code: "changed" });
      outcomes[answer.ok ? "paid" : "void"]++;
    }
    expect([...till.captures.values()].every((amount) => amount === 2340)).toBe(true);
    expect(till.captures.size).toBe(outcomes.paid);
    expect(outcomes).toEqual({ paid: expect.toSatisfy((n) => n > 0), void: expect.toSatisfy((n) => n > 0) });
    await test.db.product.update({ where: { id: "enamel-mug" }, data: { stock: 1_000 } });
  }, 120_000);

  it("sees the items that were added while it waited for the cart's lock", async () => {
    const buyer = await shop.buyer();
    await fillCart(buyer, { umbrella: 1 });
    const proposed = await ready(buyer);
    const cart = await test.db.cart.findUniqueOrThrow({ where: { owner: `account:${buyer.accountId}` } });
    const answer = await test.db.$transaction(async (other) => {
      await other.cart.update({ where: { id: cart.id }, data: { version: { increment: 1 } } });
      await other.cartItem.create({ data: { cartId: cart.id, productId: "binoculars", quantity: 1 } });
      const waiting = shop.approve(buyer, proposed);
      await untilLockIsAwaited();
      return { waiting };
    });
    expect(await answer.waiting).toMatchObject({
      ok: false,
      refusal: {
        code: "changed",
        changes: expect.arrayContaining([expect.objectContaining({ id: "item-binoculars", was: null })]),
      },
    });
    expect(await ordersOf(buyer)).toHaveLength(0);
  });

  it("is void when the price changed while it waited for the product's lock", async () => {
    const buyer = await shop.buyer();
    await fillCart(buyer, { umbrella: 1 });
    const proposed = await ready(buyer);
    const answer = await test.db.$transaction(async (other) => {
      await other.product.update({ where: { id: "umbrella" }, data: { priceMinor: 9900 } });
      const waiting = shop.approve(buyer, proposed);
      await untilLockIsAwaited();
      return { waiting };
    });
    expect(await answer.waiting).toMatchObject({
      ok: false,
      refusal: {
        code: "changed",
        changes: expect.arrayContaining([expect.objectContaining({ id: "total", was: "€102.90", now: "€103.90" })]),
      },
    });
    expect(till.asked).toHaveLength(0);
  });

  it("does not deadlock with another buyer who added the same products in another order", async () => {
    const buyers = await Promise.all(Array.from({ length: 20 }, () => shop.buyer()));
    const ids = ["wool-blanket", "desk-lamp", "enamel-mug"];
    await test.db.product.updateMany({ where: { id: { in: ids } }, data: { stock: 100 } });
    const proposals = await Promise.all(
      buyers.map(async (buyer, index) => {
        const wanted = index % 2 ? ids : ids.toReversed();
        await fillCart(buyer, Object.fromEntries(wanted.map((id) => [id, 1])));
        return { buyer, proposed: await ready(buyer) };
      }),
    );
    const answers = await Promise.all(proposals.map(({ buyer, proposed }) => shop.approve(buyer, proposed)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    const left = await test.db.product.findMany({ where: { id: { in: ids } } });
    expect(left.map(({ stock }) => stock)).toEqual([80, 80, 80]);
  });
});

/** Runs both at once, 20 ms apart per `moment`. At 0 the change surely comes first, at 4 the approval does. */
async function meeting<T>(moment: number, approve: () => Promise<T>, change: () => Promise<unknown>): Promise<T> {
  if (moment === 0) await change();
  const approving = approve();
  if (moment === 4) await approving;
  if (moment > 0) await wait(moment * 20).then(change);
  return approving;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function untilLockIsAwaited(): Promise<void> {
  for (let look = 0; look < 2_000; look++) {
    const [row] = await test.db.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    if (row && row.waiting > 0) return;
    await wait(10);
  }
  throw new Error("No statement waited for the lock");
}
