import { randomUUID } from "node:crypto";
import { db, query } from "@/lib/host/server/db";
import { mostPerItem } from "@/lib/shop/cart/cart";
import { accountKey } from "@/lib/shop/cart/owner";
import type { Database } from "@/lib/shop/database";
import { deletedPerson } from "@/lib/shop/forget-person";

/** After a declined payment the stock is restored and the items go back into the cart, so the buyer can try again. */
export async function returnGoods(orderId: string): Promise<void> {
  await query(() =>
    db.$transaction(async (tx) => {
      const accountId = await declineOnce(tx, orderId);
      if (accountId === null) return;
      // Cart first, then products by id: the order in which an approval takes them.
      const cartId = accountId === deletedPerson ? null : await lockCart(tx, accountId);
      await lockProducts(tx, orderId);
      await giveBack(tx, orderId, cartId);
    }),
  );
}

async function declineOnce(tx: Database, orderId: string): Promise<string | null> {
  const [declined] = await tx.$queryRaw<{ accountId: string }[]>`
    WITH ended AS (
      UPDATE payment SET state = 'declined', ended_at = now() WHERE order_id = ${orderId} AND state = 'pending'
      RETURNING order_id
    )
    UPDATE shop_order SET state = 'declined' FROM ended WHERE shop_order.id = ended.order_id
    RETURNING account_id AS "accountId"`;
  return declined?.accountId ?? null;
}

async function lockCart(tx: Database, accountId: string): Promise<string> {
  const [cart] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO cart (id, owner) VALUES (${randomUUID()}, ${accountKey(accountId)})
    ON CONFLICT (owner) DO UPDATE SET version = cart.version + 1, changed_at = now()
    RETURNING id`;
  return cart?.id ?? "";
}

function lockProducts(tx: Database, orderId: string): PromiseLike<unknown> {
  return tx.$queryRaw`
    SELECT FROM product JOIN order_item AS item ON item.product_id = product.id
    WHERE item.order_id = ${orderId} ORDER BY product.id FOR NO KEY UPDATE OF product`;
}

function giveBack(tx: Database, orderId: string, cartId: string | null): PromiseLike<unknown> {
  return tx.$queryRaw`
    WITH bought AS (SELECT product_id, quantity FROM order_item WHERE order_id = ${orderId}
    ), shelved AS (
      UPDATE product SET stock = stock + bought.quantity FROM bought WHERE product.id = bought.product_id
      RETURNING product.id, bought.quantity
    )
    INSERT INTO cart_item (cart_id, product_id, quantity)
    SELECT cart.id, shelved.id, least(quantity, ${mostPerItem}::int) FROM shelved JOIN cart ON cart.id = ${cartId}::text
    ON CONFLICT (cart_id, product_id) DO NOTHING`;
}
