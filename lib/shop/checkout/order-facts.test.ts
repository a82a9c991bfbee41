import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { provedSession } from "@/lib/host/testing/approvals";
import { listOrders, readOrder } from "@/lib/shop/orders/read-order";
import { settlePayment } from "@/lib/shop/payments/settle-payment";
import { type Buyer, createTestProvider, fillCart, home, openTestShop } from "@/lib/shop/testing/shop";
import { seed } from "@/prisma/seed/shop/seed";
import type { openTestDatabase } from "@/prisma/testing/database";
import { placeOrder } from "./place-order";
import { saveAddress } from "./save-address";

const test = vi.hoisted(() => ({}) as Awaited<ReturnType<typeof openTestDatabase>>);
const till = vi.hoisted(() => ({}) as ReturnType<typeof createTestProvider>);

vi.mock("@/lib/host/server/db", async () => {
  const { openTestDatabase } = await import("@/prisma/testing/database");
  Object.assign(test, await openTestDatabase());
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

function described({ accountId, context, sessionId }: Buyer) {
  const { browserHash } = context;
  return placeOrder.describe(test.db, {}, { accountId, locale: "en", sessionIdHash: sessionId, browserHash }, false);
}

async function factsOf(buyer: Buyer) {
  const now = await described(buyer);
  if (!now.ok) throw new Error(`Not possible: ${now.refusal}`);
  return now.facts;
}

async function buy(buyer: Buyer, items: Record<string, number>): Promise<string> {
  await fillCart(buyer, items);
  await test.db.$executeRaw`
    UPDATE two_factor_account SET last_sent_at = NULL, sent_this_hour = 0, sent_today = 0
    WHERE account_id = ${buyer.accountId}`;
  const proposed = await shop.propose(buyer);
  const answer = proposed.ok ? await shop.approve(buyer, proposed) : proposed;
  if (!answer.ok) throw new Error("Not bought");
  return answer.doneAt.replace("/orders/", "");
}

describe("the facts of a purchase", () => {
  // Attack: pass a daily limit because the orders of other accounts are counted, or the own orders are not.
  it("count this account's spending of the last 24 hours, with this purchase and without declined ones", async () => {
    const [buyer, other] = [await shop.buyer(), await shop.buyer()];
    await buy(other, { umbrella: 1 });
    const first = await buy(buyer, { umbrella: 1 });
    await fillCart(buyer, { umbrella: 1 });
    const sum = 9_800 + 490;
    expect(await factsOf(buyer)).toMatchObject({ amountMinor: sum, spentTodayMinor: 2 * sum });
    await test.db.$executeRaw`UPDATE shop_order SET placed_at = now() - interval '25 hours' WHERE id = ${first}`;
    expect(await factsOf(buyer)).toMatchObject({ spentTodayMinor: sum });
    till.answers.push({ state: "declined" });
    await buy(buyer, {});
    await fillCart(buyer, { umbrella: 1 });
    expect(await factsOf(buyer)).toMatchObject({ spentTodayMinor: sum });
  });

  // Attack: have goods sent to an address that is known only from the orders of other accounts.
  it("say whether an order of this account went to this address before", async () => {
    const [buyer, other] = [await shop.buyer(), await shop.buyer()];
    await buy(other, { umbrella: 1 });
    await fillCart(buyer, { umbrella: 1 });
    expect(await factsOf(buyer)).toMatchObject({ newDeliveryAddress: true });
    await buy(buyer, {});
    await fillCart(buyer, { umbrella: 1 });
    expect(await factsOf(buyer)).toMatchObject({ newDeliveryAddress: false });
    await saveAddress(buyer.session, { ...home, street: "Another Street 1" });
    expect(await factsOf(buyer)).toMatchObject({ newDeliveryAddress: true });
  });
});

describe("an order", () => {
  it("can take the last pieces in stock, and no more", async () => {
    const buyer = await shop.buyer();
    await fillCart(buyer, { binoculars: 3 });
    await test.db.product.update({ where: { id: "binoculars" }, data: { stock: 3 } });
    expect(await described(buyer)).toMatchObject({ ok: true });
    await test.db.product.update({ where: { id: "binoculars" }, data: { stock: 2 } });
    expect(await described(buyer)).toEqual({ ok: false, refusal: "out-of-stock" });
  });

  // Attack: pay the sum of two currencies in the cheaper one.
  it("has one currency", async () => {
    const buyer = await shop.buyer();
    await fillCart(buyer, { umbrella: 1, "enamel-mug": 1 });
    await test.db.product.update({ where: { id: "enamel-mug" }, data: { currency: "DKK" } });
    const refused = await described(buyer);
    await test.db.product.update({ where: { id: "enamel-mug" }, data: { currency: "EUR" } });
    expect(refused).toEqual({ ok: false, refusal: "mixed-currencies" });
  });

  it("is listed for its account alone, and a malformed id finds no order", async () => {
    const buyer = await shop.buyer();
    const id = await buy(buyer, { umbrella: 1 });
    expect((await listOrders(buyer.session)).map((each) => each.id)).toEqual([id]);
    expect(await listOrders(provedSession(randomUUID(), randomUUID()))).toEqual([]);
    expect(await readOrder(buyer.session, "\u0000")).toBeNull();
  });
});

describe("a payment that was declined", () => {
  it("stays declined, also if the provider gives another answer later", async () => {
    till.answers.push({ state: "declined" });
    const buyer = await shop.buyer();
    const orderId = await buy(buyer, { umbrella: 1 });
    await settlePayment({ orderId, amountMinor: 10_290, currency: "EUR" });
    expect(await readOrder(buyer.session, orderId)).toMatchObject({ state: "declined" });
    expect(await test.db.payment.findUniqueOrThrow({ where: { orderId } })).toMatchObject({ state: "declined" });
  });
});
