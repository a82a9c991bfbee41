import { db, query } from "@/lib/host/db";
import type { Placed } from "./record-order";
import { settlePayment } from "./settle-payment";

/**
 * Takes up payments that got no answer, or whose process ended between the order and the money. Those of the last
 * seconds are left to who began them. Returns how many were asked about.
 */
export async function resumePayments(): Promise<number> {
  const pending = await query(
    () => db.$queryRaw<Placed[]>`
      SELECT order_id AS "orderId", amount_minor AS "amountMinor", currency FROM payment
      WHERE state = 'pending' AND started_at < now() - interval '10 seconds'
      ORDER BY started_at LIMIT 50`,
  );
  for (const placed of pending) await settlePayment(placed);
  return pending.length;
}
