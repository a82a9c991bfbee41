import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { setQuantity } from "@/lib/shop/cart/change-cart";
import { forgetPerson } from "@/lib/shop/forget-person";
import { listOrders, readOrder } from "@/lib/shop/orders/read-order";
import { resumePayments } from "@/lib/shop/payments/resume-payments";
import { settlePayment } from "@/lib/shop/payments/settle-payment";
import { readPersonalData } from "@/lib/shop/personal-data";
import { type Buyer, createTestProvider, fillCart, home, openTestShop } from "@/lib/shop/testing/shop";
import { seed } from "@/prisma/seed/shop/seed";
import type { openTestDatabase } from "@/prisma/testing/database";
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

async function proposed(items: Record<string, number>) {
  const buyer = await shop.buyer();
  await fillCart(buyer, items);
  const proposal = await shop.propose(buyer);
  if (!proposal.ok) throw new Error(`Not proposed: ${proposal.refusal.code}`);
  return { buyer, proposal };
}

async function bought(items: Record<string, number>) {
  const { buyer, proposal } = await proposed(items);
  const answer = await shop.approve(buyer, proposal);
  if (!answer.ok) throw new Error(`Not approved: ${answer.refusal.code}`);
  const id = answer.doneAt.replace("/orders/", "");
  return { buyer, id, order: () => readOrder(buyer.session, id) };
}

function stockOf(id: string) {
  return test.db.product.findUniqueOrThrow({ where: { id } }).then(({ stock }) => stock);
}

function cartOf({ accountId }: Buyer) {
  return test.db.cartItem.findMany({ where: { cart: { owner: `account:${accountId}` } } });
}

describe("placing an order", () => {
  it("shows payee, items, amount and delivery address in the message", async () => {
    const { proposal } = await proposed({ umbrella: 1, "enamel-mug": 2 });
    expect(proposal.lines).toEqual([
      { id: "payee", label: "Paid to", value: "Fieldhouse Supply" },
      { id: "total", label: "Total", value: "€135.00" },
      { id: "deliver-to", label: "Deliver to", value: "Robin Fixture, Hafenstraße 7, 20457 Hamburg, Germany" },
      { id: "item-enamel-mug", label: "Enamel mug", value: "2 × €18.50 = €37.00" },
      { id: "item-umbrella", label: "Walking umbrella", value: "1 × €98.00 = €98.00" },
      { id: "delivery", label: "Delivery", value: "Free" },
    ]);
  });

  // Attack: hide the sum behind many small items, since an SMS has room for four lines only.
  // Defence: payee, amount and delivery address come before the items.
  it("shows payee, sum and address also in an SMS about a full cart", async () => {
    const items = Object.fromEntries(["binoculars", "enamel-mug", "umbrella", "wool-blanket"].map((id) => [id, 1]));
    const { proposal } = await proposed(items);
    expect(proposal.lines.slice(0, 3).map(({ id }) => id)).toEqual(["payee", "total", "deliver-to"]);
  });

  it("is paid at the shown amount, takes the stock and empties the cart", async () => {
    const before = await stockOf("umbrella");
    const { buyer, id, order } = await bought({ umbrella: 2 });
    expect(await order()).toMatchObject({ id, state: "paid", totalMinor: 19_600, deliveryMinor: 0, deliverTo: home });
    expect(await stockOf("umbrella")).toBe(before - 2);
    expect(await cartOf(buyer)).toEqual([]);
    expect([...till.captures]).toEqual([[id, 19_600]]);
    expect(await listOrders(buyer.session)).toMatchObject([{ id, pieces: 2, state: "paid" }]);
  });

  it("costs at most five statements from the code to the paid order", async () => {
    const { buyer, proposal } = await proposed({ umbrella: 1, "enamel-mug": 1 });
    test.statements.length = 0;
    await shop.approve(buyer, proposal);
    const counted = test.statements.filter((each) => !/^(-- Implicit|BEGIN|COMMIT)/.test(each.trim()));
    expect(counted.length, counted.join("\n---\n")).toBeLessThanOrEqual(5);
  });

  it.each([
    ["an empty cart", {}, "empty-cart"],
    ["more than there is", { "wool-blanket": 20 }, "out-of-stock"],
  ])("is refused for %s", async (_, items, reason) => {
    const buyer = await shop.buyer();
    await fillCart(buyer, items);
    await test.db.product.update({ where: { id: "wool-blanket" }, data: { stock: 19 } });
    expect(await shop.propose(buyer)).toEqual({ ok: false, refusal: { code: "not-possible", reason } });
  });

  it("is refused without an address", async () => {
    const buyer = await shop.buyer();
    await fillCart(buyer, { umbrella: 1 });
    await test.db.$executeRaw`UPDATE cart SET deliver_to = NULL WHERE owner = ${`account:${buyer.accountId}`}`;
    expect(await shop.propose(buyer)).toEqual({ ok: false, refusal: { code: "not-possible", reason: "no-address" } });
  });

  // Attack: smuggle a price, a person or an address into the form that places the order.
  // Defence: the action takes no input at all.
  it("ignores all input", async () => {
    const { sessionId, context } = await shop.buyer();
    for (const raw of [{ total: 1 }, { userId: "alice" }, { totalMinor: -1 }, [], "x", null])
      expect(await shop.approvals.propose({ action: "place-order", raw, sessionId, context })).toEqual({
        ok: false,
        refusal: { code: "invalid-input" },
      });
  });

  // Attack: approve one address, and have the goods sent to another.
  // Defence: the address is sealed, and compared again when the code comes.
  it("is void when the address was changed meanwhile, and shows the difference", async () => {
    const { buyer, proposal } = await proposed({ umbrella: 1 });
    await saveAddress(buyer.session, { ...home, street: "Another Street 1" });
    expect(await shop.approve(buyer, proposal)).toMatchObject({
      ok: false,
      refusal: { code: "changed", changes: [{ id: "deliver-to", now: expect.stringContaining("Another Street 1") }] },
    });
    expect(till.asked).toEqual([]);
  });

  it("can be approved when the cart was changed and changed back", async () => {
    const { buyer, proposal } = await proposed({ umbrella: 1 });
    await setQuantity(buyer.owner, "umbrella", 5);
    await setQuantity(buyer.owner, "umbrella", 1);
    expect(await shop.approve(buyer, proposal)).toMatchObject({ ok: true });
  });

  // Attack: guess or overhear an order's number and read the order.
  // Defence: an order is looked up with its account.
  it("is readable by its account only", async () => {
    const { id } = await bought({ umbrella: 1 });
    const other = await shop.buyer();
    expect(await readOrder(other.session, id)).toBeNull();
    expect(await readOrder(other.session, "' OR true --")).toBeNull();
  });
});

describe("the shop's data about a person", () => {
  it("can be read by that person", async () => {
    const { buyer, id } = await bought({ umbrella: 1 });
    await fillCart(buyer, { binoculars: 3 });
    expect(await readPersonalData(buyer.session)).toMatchObject({
      cart: { deliverTo: home, items: [{ productId: "binoculars", quantity: 3 }] },
      orders: [{ id, deliverTo: home, payment: { state: "captured" }, items: [{ productId: "umbrella" }] }],
    });
  });

  it("is deleted with the account; orders stay in the books without the person", async () => {
    const { buyer, id } = await bought({ umbrella: 1 });
    await fillCart(buyer, { binoculars: 3 });
    await forgetPerson(test.db, buyer.accountId);
    expect(await readPersonalData(buyer.session)).toEqual({ cart: null, orders: [] });
    const { accountId, deliverTo, totalMinor } = await test.db.order.findUniqueOrThrow({ where: { id } });
    expect({ accountId, deliverTo, totalMinor }).toEqual({ accountId: "deleted", deliverTo: {}, totalMinor: 10_290 });
  });
});

describe("paying", () => {
  it("gives goods back and makes no cart when the account was deleted before the payment was declined", async () => {
    const before = await stockOf("binoculars");
    till.answers.push({ state: "unknown", because: "timeout" }, { state: "declined" });
    const { buyer, id } = await bought({ binoculars: 2 });
    await forgetPerson(test.db, buyer.accountId);
    await settlePayment({ orderId: id, amountMinor: 1, currency: "EUR" });
    expect(await stockOf("binoculars")).toBe(before);
    expect(await test.db.cart.count({ where: { owner: "account:deleted" } })).toBe(0);
  });

  it("asks again when no answer came, and then settles", async () => {
    till.answers.push({ state: "unknown", because: "timeout" });
    const { order } = await bought({ umbrella: 1 });
    expect(await order()).toMatchObject({ state: "placed" });
    expect(await resumePayments()).toBe(0);
    await test.db.$executeRaw`UPDATE payment SET started_at = started_at - interval '1 minute'`;
    expect(await resumePayments()).toBe(1);
    expect(await order()).toMatchObject({ state: "paid" });
    expect(await resumePayments()).toBe(0);
  });

  it("survives a process that ends between the order and the money", async () => {
    const broken = { ...till.provider, authorise: () => Promise.reject(new Error("The process is gone")) };
    const whole = till.provider;
    till.provider = broken;
    const { order } = await bought({ umbrella: 1 });
    till.provider = whole;
    expect(await order()).toMatchObject({ state: "placed" });
    await test.db.$executeRaw`UPDATE payment SET started_at = started_at - interval '1 minute'`;
    await resumePayments();
    expect(await order()).toMatchObject({ state: "paid" });
  });

  it("asks about all open payments, also when the answer for one is malformed", async () => {
    const whole = till.provider;
    till.provider = { ...whole, authorise: async () => ({ state: "unknown", because: "timeout" }) };
    const broken = await bought({ umbrella: 1 });
    const behind = await bought({ umbrella: 1 });
    await test.db.$executeRaw`UPDATE payment SET started_at = started_at - interval '1 minute'`;
    await test.db
      .$executeRaw`UPDATE payment SET started_at = started_at - interval '1 hour' WHERE order_id = ${broken.id}`;
    const authorise: typeof whole.authorise = (charge) =>
      charge.key === broken.id ? Promise.reject(new RangeError("another amount before")) : whole.authorise(charge);
    till.provider = { ...whole, authorise };
    await expect(resumePayments()).rejects.toThrow(AggregateError);
    expect(await behind.order()).toMatchObject({ state: "paid" });
    expect(await broken.order()).toMatchObject({ state: "placed" });
  });

  it("is recorded once when many ask at the same time", async () => {
    const { id, order } = await bought({ umbrella: 1 });
    const placed = { orderId: id, amountMinor: 10_290, currency: "EUR" };
    await Promise.all(Array.from({ length: 10 }, () => settlePayment(placed)));
    expect(await order()).toMatchObject({ state: "paid" });
    expect([...till.captures]).toEqual([[id, 10_290]]);
  });

  it("gives goods and cart back once when the payment is declined", async () => {
    const before = await stockOf("binoculars");
    till.answers.push(...Array.from({ length: 3 }, () => ({ state: "declined" as const })));
    const { buyer, id, order } = await bought({ binoculars: 2 });
    const placed = { orderId: id, amountMinor: 1, currency: "EUR" };
    await settlePayment(placed);
    expect(await order()).toMatchObject({ state: "declined" });
    expect(await stockOf("binoculars")).toBe(before);
    expect(await cartOf(buyer)).toMatchObject([{ productId: "binoculars", quantity: 2 }]);
    expect(till.captures.size).toBe(0);
  });
});
