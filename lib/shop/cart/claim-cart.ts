import { randomUUID } from "node:crypto";
import { db, query } from "@/lib/host/server/db";
import { accountKey, browserKey, type CartOwner } from "./owner";

/**
 * Moves the browser's cart into the account's cart after a sign-in. If both hold a product, the larger quantity counts,
 * since the person probably wanted it once. An empty browser cart changes nothing.
 */
export async function claimCart({ session, browserHash }: CartOwner): Promise<void> {
  if (!session) return;
  await query(
    () => db.$queryRaw`
      WITH brought AS (
        SELECT id FROM cart WHERE owner = ${browserKey(browserHash)} FOR UPDATE
      ), mine AS (
        INSERT INTO cart (id, owner) SELECT ${randomUUID()}, ${accountKey(session.accountId)} FROM brought
        ON CONFLICT (owner) DO UPDATE SET version = cart.version + 1, changed_at = now()
        RETURNING id
      ), moved AS (
        INSERT INTO cart_item (cart_id, product_id, quantity, added_at)
        SELECT mine.id, item.product_id, item.quantity, item.added_at
        FROM mine, brought JOIN cart_item AS item ON item.cart_id = brought.id
        ON CONFLICT (cart_id, product_id) DO UPDATE SET quantity = greatest(cart_item.quantity, excluded.quantity)
      )
      DELETE FROM cart USING brought WHERE cart.id = brought.id`,
  );
}
