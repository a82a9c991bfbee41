import { beforeAll, expect, it, vi } from "vitest";
import { createTestProvider, fillCart, openTestShop } from "@/lib/shop/testing/shop";
import { seed } from "@/prisma/seed/shop/seed";
import type { openTestDatabase } from "@/prisma/testing/database";

const test = vi.hoisted(() => ({}) as Awaited<ReturnType<typeof openTestDatabase>>);

vi.mock("@/lib/host/server/db", async () => {
  const { openTestDatabase } = await import("@/prisma/testing/database");
  Object.assign(test, await openTestDatabase());
  return { db: test.db, query: <T>(work: () => Promise<T>) => work() };
});
vi.mock("@/lib/shop/payments/payments", () => ({ payments: () => createTestProvider().provider }));

let shop: ReturnType<typeof openTestShop>;

beforeAll(async () => {
  shop = openTestShop(test.db);
  await seed(test.db);
});

// Attack: buy in the name of the account's owner without the owner noticing.
it("the buyer is notified of a purchase, with the approved lines and a link to the receipt", async () => {
  const buyer = await shop.buyer();
  await fillCart(buyer, { "enamel-mug": 1 });
  const proposal = await shop.propose(buyer);
  if (!proposal.ok) throw new Error(`Not proposed: ${proposal.refusal.code}`);
  const { approvalId } = proposal;
  const lines = proposal.lines.map(({ label, value }) => expect.objectContaining({ label, value }));
  await shop.deliverNotices();
  expect(shop.notices).toEqual([]);
  expect(await shop.approve(buyer, proposal)).toMatchObject({ ok: true });
  await shop.deliverNotices();
  const notice = {
    ...{ about: "action-done", approvalId, title: "Your order" },
    happened: "An order was placed from your account.",
  };
  expect(shop.notices).toMatchObject([{ to: buyer.email, notice, lines }]);
});
