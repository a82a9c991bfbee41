import { db, query } from "@/lib/host/server/db";
import { accountKey } from "@/lib/shop/cart/owner";
import type { Session } from "@/lib/two-factor/next/index";

/** The shop's data about a person. */
export async function readPersonalData({ accountId }: Session) {
  const [cart, orders] = await query(() =>
    Promise.all([
      db.cart.findUnique({
        where: { owner: accountKey(accountId) },
        select: { deliverTo: true, changedAt: true, items: { select: { productId: true, quantity: true } } },
      }),
      db.order.findMany({
        where: { accountId },
        include: { items: true, payment: true },
        orderBy: { placedAt: "desc" },
      }),
    ]),
  );
  return { cart, orders };
}
