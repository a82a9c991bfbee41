import { beforeAll, describe, expect, it, vi } from "vitest";
import { addOrder, wellKnownBuyer } from "@/lib/shop/testing/purchases";
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
  Object.assign(till, createTestProvider());
  shop = openTestShop(test.db);
  // The operator sets it; lib/host/server/env.ts reads it once.
  process.env.LOW_VALUE_EXEMPTION = "1";
  await seed(test.db);
  await test.db.product.updateMany({ data: { stock: 1_000 } });
});

function place({ sessionId, context }: Buyer) {
  return shop.approvals.propose({ action: "place-order", raw: {}, sessionId, context });
}

const asked = { ok: true, state: "proposed" };

describe("with LOW_VALUE_EXEMPTION", () => {
  it("a small purchase to a known address from a known browser is paid without a code", async () => {
    const buyer = await wellKnownBuyer(test.db, shop);
    const placed = await place(buyer);
    expect(placed).toMatchObject({ ok: true, state: "executed", doneAt: expect.stringMatching(/^\/orders\//) });
    const [order] = await test.db.order.findMany({
      where: { accountId: buyer.accountId },
      orderBy: { placedAt: "desc" },
    });
    expect(order).toMatchObject({ state: "paid", totalMinor: 2_340 });
    const [receipt] = await shop.approvals.listReceipts({ accountId: buyer.accountId, limit: 1 });
    expect(receipt).toMatchObject({ channel: null, reasons: ["low-value"] });
  });

  it("six purchases at once stay within the sum of a day", async () => {
    const buyer = await wellKnownBuyer(test.db, shop);
    await addOrder(test.db, buyer, { totalMinor: 7_000 });
    const placed = await Promise.all(Array.from({ length: 6 }, () => place(buyer)));
    expect(placed.filter((each) => each.ok && each.state === "executed")).toHaveLength(1);
  });

  it.each<[string, (buyer: Buyer) => Promise<unknown>]>([
    ["more than 30.00", (buyer) => fillCart(buyer, { "enamel-mug": 2 })],
    ["more than 100.00 in a day", (buyer) => addOrder(test.db, buyer, { totalMinor: 7_700 })],
    ["a sixth in a day", (buyer) => exempted(buyer, 5)],
    ["a new address", ({ session }) => saveAddress(session, { ...home, street: "Another Street 1" })],
    [
      "a new browser",
      ({ accountId }) => test.db.twoFactorSession.updateMany({ where: { accountId }, data: { createdAt: new Date() } }),
    ],
  ])("%s still asks for a code", async (_, happen) => {
    const buyer = await wellKnownBuyer(test.db, shop);
    await happen(buyer);
    expect(await place(buyer)).toMatchObject(asked);
  });
});

/** Stores this number of purchases of today without a code, as the add-on counts them. */
function exempted({ accountId, sessionId, context }: Buyer, count: number) {
  const row = { accountId, sessionIdHash: sessionId, browserHash: context.browserHash, action: "place-order" };
  const end = { state: "executed", expiresAt: new Date(), endedAt: new Date(), locale: "en", digest: "", lines: [] };
  const data = Array.from({ length: count }, (_, index) => ({ id: `${accountId}-${index}`, ...row, ...end }));
  return test.db.twoFactorApproval.createMany({ data });
}
