import { db, query } from "@/lib/host/server/db";
import type { Placed } from "@/lib/shop/orders/record-order";
import { settlePayment } from "./settle-payment";

/**
 * Takes up payments that got no answer, or whose process ended between the order and the money. Those of the last
 * seconds are left to who began them. Returns how many were asked about; throws, after all were asked, what went wrong.
 */
export async function resumePayments(): Promise<number> {
  // In any order: fifty that never get an answer must not stand before all others.
  const pending = await query(
    () => db.$queryRaw<Placed[]>`
      SELECT order_id AS "orderId", amount_minor AS "amountMinor", currency FROM payment
      WHERE state = 'pending' AND started_at < now() - interval '10 seconds'
      ORDER BY random() LIMIT 50`,
  );
  const broken: unknown[] = [];
  for (const placed of pending) await settlePayment(placed).catch((error: unknown) => broken.push(error));
  if (broken.length > 0) throw new AggregateError(broken, "Payments could not be settled");
  return pending.length;
}
