import { db, query } from "@/lib/host/server/db";
import type { Placed } from "@/lib/shop/orders/record-order";
import { payments } from "@/lib/shop/payments/payments";
import { charge } from "@/lib/shop/payments/provider";
import { returnGoods } from "./return-goods";

/**
 * Takes the money for an order and records the result. Many callers may do this at any time: the provider knows the
 * order's id, and one caller writes. Without an answer the order stays as it is, and a later round asks again.
 */
export async function settlePayment({ orderId, amountMinor, currency }: Placed): Promise<void> {
  const charged = await charge(payments(), { key: orderId, amountMinor, currency });
  if (charged.state === "captured") await markPaid(orderId, charged.paymentId);
  if (charged.state === "declined") await returnGoods(orderId);
}

async function markPaid(orderId: string, paymentId: string): Promise<void> {
  await query(
    () => db.$queryRaw`
      WITH captured AS (
        UPDATE payment SET state = 'captured', provider_payment_id = ${paymentId}, ended_at = now()
        WHERE order_id = ${orderId} AND state = 'pending'
        RETURNING order_id
      )
      UPDATE shop_order SET state = 'paid' FROM captured WHERE shop_order.id = captured.order_id`,
  );
}
