import { db, query } from "@/lib/host/server/db";
import type { Placed } from "@/lib/shop/orders/record-order";
import { settlePayment } from "./settle-payment";

/**
 * Settles payments that got no answer, or whose process ended between order and payment. Payments of the last seconds
 * are left to the request that began them. Returns the number of payments. Faults are thrown after all payments were
 * tried.
 */
export async function resumePayments(): Promise<number> {
  // In random order, so that fifty payments without an answer do not block all others.
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
