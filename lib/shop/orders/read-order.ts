import { db, query } from "@/lib/host/server/db";
import type { Session } from "@/lib/two-factor/next/index";
import type { Order, OrderSummary } from "./order";

const idForm = /^[A-Z0-9-]{1,64}$/;

/** One order of this account. Null if it does not exist or belongs to another account. */
export async function readOrder({ accountId }: Session, id: string): Promise<Order | null> {
  if (!idForm.test(id)) return null;
  const [order] = await query(
    () => db.$queryRaw<Order[]>`
      SELECT placed.id, placed.state, placed.total_minor AS "totalMinor", placed.delivery_minor AS "deliveryMinor",
        placed.currency, placed.deliver_to AS "deliverTo", placed.placed_at AS "placedAt",
        (SELECT jsonb_agg(jsonb_build_object('productId', product_id, 'title', title, 'quantity', quantity,
          'priceMinor', price_minor) ORDER BY product_id) FROM order_item WHERE order_id = placed.id) AS items
      FROM shop_order AS placed WHERE placed.id = ${id} AND placed.account_id = ${accountId}`,
  );
  return order ?? null;
}

/** The orders of this account, newest first. */
export function listOrders({ accountId }: Session): Promise<OrderSummary[]> {
  return query(
    () => db.$queryRaw<OrderSummary[]>`
      SELECT placed.id, placed.state, placed.total_minor AS "totalMinor", placed.currency,
        placed.placed_at AS "placedAt",
        (SELECT sum(quantity)::int FROM order_item WHERE order_id = placed.id) AS pieces
      FROM shop_order AS placed WHERE placed.account_id = ${accountId}
      ORDER BY placed.placed_at DESC LIMIT 100`,
  );
}
