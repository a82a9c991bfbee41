import { randomUUID } from "node:crypto";
import type { Address } from "@/lib/host/delivery-address/address";
import { type Buyer, fillCart, home, type openTestShop } from "@/lib/shop/testing/shop";
import type { PrismaClient } from "@/prisma/client/client";

type Earlier = { totalMinor: number; hoursAgo?: number; deliverTo?: Address; state?: string };

/** A paid earlier order, with the columns that the policy reads. */
export function addOrder(db: PrismaClient, { accountId }: Buyer, order: Earlier) {
  const { totalMinor, hoursAgo = 1, deliverTo = home, state = "paid" } = order;
  const placedAt = new Date(Date.now() - hoursAgo * 3_600_000);
  const amounts = { totalMinor, deliveryMinor: 0, currency: "EUR" };
  return db.order.create({ data: { id: randomUUID(), accountId, state, deliverTo, placedAt, ...amounts } });
}

/** A person whom no rule flags: the browser is two days old, and an order went to the address before. */
export async function wellKnownBuyer(db: PrismaClient, shop: ReturnType<typeof openTestShop>): Promise<Buyer> {
  const buyer = await shop.buyer();
  const twoDaysAgo = new Date(Date.now() - 49 * 3_600_000);
  await db.twoFactorSession.updateMany({ where: { accountId: buyer.accountId }, data: { createdAt: twoDaysAgo } });
  await addOrder(db, buyer, { totalMinor: 1_000, hoursAgo: 49 });
  await fillCart(buyer, { "enamel-mug": 1 });
  return buyer;
}

/** The account's own address, set this number of days ago. The cart has no other address. */
export async function setOwnAddress(db: PrismaClient, { accountId }: Buyer, address: Address, daysAgo: number) {
  const changedAt = new Date(Date.now() - daysAgo * 86_400_000 - 60_000);
  await db.deliveryAddress.upsert({
    where: { accountId },
    create: { accountId, address, changedAt },
    update: { address, changedAt },
  });
  await db.$executeRaw`UPDATE cart SET deliver_to = NULL WHERE owner = ${`account:${accountId}`}`;
}
