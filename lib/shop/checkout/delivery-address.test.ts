import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { readCart } from "@/lib/shop/cart/read-cart";
import { readOrder } from "@/lib/shop/orders/read-order";
import { createTestProvider, fillCart, home, openTestShop } from "@/lib/shop/testing/shop";
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

describe("the delivery address of an order", () => {
  it("is the account's own, or for one order an address that is given at the checkout", async () => {
    const buyer = await shop.buyer();
    const { accountId, session } = buyer;
    await test.db.deliveryAddress.create({ data: { accountId, address: home } });
    const elsewhere = { ...home, street: "Another Street 1" };
    await fillCart(buyer, { umbrella: 1 });
    await saveAddress(session, elsewhere);
    expect(await readCart(buyer.owner, "en")).toMatchObject({ deliverTo: elsewhere, isOwnAddress: false });
    const proposal = await shop.propose(buyer);
    const answer = proposal.ok ? await shop.approve(buyer, proposal) : null;
    const id = answer?.ok ? answer.doneAt.replace("/orders/", "") : "";
    expect(await readOrder(session, id)).toMatchObject({ deliverTo: elsewhere });
    expect(await readCart(buyer.owner, "en")).toMatchObject({ deliverTo: home, isOwnAddress: true });
  });

  it("is the address of the last order while the account has none of its own", async () => {
    const buyer = await shop.buyer();
    await fillCart(buyer, { umbrella: 1 });
    const proposal = await shop.propose(buyer);
    expect(proposal.ok && (await shop.approve(buyer, proposal))).toMatchObject({ ok: true });
    expect(await readCart(buyer.owner, "en")).toMatchObject({ deliverTo: home, hasOwnAddress: false });
  });

  // Attack: change the account's address while a person approves an order, so that it goes to an address they did not
  // see. Defence: the address is locked and described again in the transaction of the approval.
  it("voids the approval when it was changed meanwhile", async () => {
    const buyer = await shop.buyer();
    const { accountId, session } = buyer;
    await fillCart(buyer, { umbrella: 1 });
    await saveAddress(session, null);
    await test.db.deliveryAddress.create({ data: { accountId, address: home } });
    const proposal = await shop.propose(buyer);
    await test.db.deliveryAddress.update({ where: { accountId }, data: { address: { ...home, city: "Bremen" } } });
    expect(proposal.ok && (await shop.approve(buyer, proposal))).toMatchObject({
      ok: false,
      refusal: { code: "changed", changes: [{ id: "deliver-to", now: expect.stringContaining("Bremen") }] },
    });
  });
});
