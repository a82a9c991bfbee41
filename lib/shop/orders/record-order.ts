import { z } from "zod";
import { addressSchema } from "@/lib/host/delivery-address/address";
import type { Database } from "@/lib/shop/database";

/** The order as it was approved. */
export const boundSchema = z.strictObject({
  cartId: z.string(),
  items: z.array(z.strictObject({ productId: z.string(), title: z.string(), quantity: z.int(), priceMinor: z.int() })),
  currency: z.string(),
  deliveryMinor: z.int(),
  totalMinor: z.int(),
  deliverTo: addressSchema,
});
export type Bound = z.output<typeof boundSchema>;

/** An order that is still to be paid. */
export type Placed = { orderId: string; amountMinor: number; currency: string };

/**
 * Writes the order as it was approved, takes its stock and empties the cart. An address for this order alone is
 * removed, so that the next order goes to the account's own address. `describe` locked cart and products in the same
 * transaction. If stock is still too low, the table's check constraint rolls the transaction back.
 */
export async function recordOrder(
  tx: Database,
  { id, accountId, bound }: { id: string; accountId: string; bound: Bound },
): Promise<Placed> {
  const { cartId, items, currency, deliveryMinor, totalMinor, deliverTo } = bound;
  await tx.$queryRaw`
    WITH bought AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
        AS bought ("productId" text, title text, quantity int, "priceMinor" int)
    ), placed AS (
      INSERT INTO shop_order (id, account_id, total_minor, delivery_minor, currency, deliver_to)
      VALUES (${id}, ${accountId}, ${totalMinor}::int, ${deliveryMinor}::int, ${currency}, ${JSON.stringify(deliverTo)}::jsonb)
    ), listed AS (
      INSERT INTO order_item (order_id, product_id, title, quantity, price_minor)
      SELECT ${id}, "productId", title, quantity, "priceMinor" FROM bought
    ), owed AS (
      INSERT INTO payment (order_id, amount_minor, currency) VALUES (${id}, ${totalMinor}::int, ${currency})
    ), taken AS (
      UPDATE product SET stock = stock - bought.quantity FROM bought WHERE product.id = bought."productId"
    ), emptied AS (
      DELETE FROM cart_item WHERE cart_id = ${cartId}
    )
    UPDATE cart SET version = version + 1, changed_at = now(),
      deliver_to = CASE WHEN NOT EXISTS (SELECT FROM delivery_address WHERE account_id = ${accountId}) THEN deliver_to END
    WHERE id = ${cartId}`;
  return { orderId: id, amountMinor: totalMinor, currency };
}
