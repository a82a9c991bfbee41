import { randomUUID } from "node:crypto";
import { db, query } from "@/lib/host/server/db";
import { mostPerItem } from "./cart";
import { type CartOwner, ownerKey } from "./owner";

/** Adds one of a product, up to the limit. A product that the shop does not sell is ignored. */
export async function addToCart(owner: CartOwner, productId: string): Promise<void> {
  await query(
    () => db.$queryRaw`
      WITH wanted AS (SELECT id FROM product WHERE id = ${productId}
      ), mine AS (
        INSERT INTO cart (id, owner) SELECT ${randomUUID()}, ${ownerKey(owner)} FROM wanted
        ON CONFLICT (owner) DO UPDATE SET version = cart.version + 1, changed_at = now()
        RETURNING id
      )
      INSERT INTO cart_item (cart_id, product_id, quantity) SELECT mine.id, wanted.id, 1 FROM mine, wanted
      ON CONFLICT (cart_id, product_id) DO UPDATE SET quantity = least(cart_item.quantity + 1, ${mostPerItem}::int)`,
  );
}

/** Sets the quantity of a product in the cart; 0 removes it. */
export async function setQuantity(owner: CartOwner, productId: string, quantity: number): Promise<void> {
  await query(
    () => db.$queryRaw`
      WITH mine AS (
        UPDATE cart SET version = version + 1, changed_at = now() WHERE owner = ${ownerKey(owner)} RETURNING id
      ), gone AS (
        DELETE FROM cart_item AS item USING mine
        WHERE item.cart_id = mine.id AND item.product_id = ${productId} AND ${quantity}::int = 0
      )
      UPDATE cart_item AS item SET quantity = ${quantity}::int FROM mine
      WHERE item.cart_id = mine.id AND item.product_id = ${productId} AND ${quantity}::int > 0`,
  );
}
