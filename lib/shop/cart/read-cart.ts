import type { Address } from "@/lib/host/delivery-address/address";
import { db, query } from "@/lib/host/server/db";
import type { Cart, CartItem } from "./cart";
import { type CartOwner, ownerKey } from "./owner";

type Row = { once: Address | null; own: Address | null } & (CartItem | { productId: null });

/** The cart with today's prices and stock, in `locale`. An owner without a cart gets an empty one. */
export async function readCart(owner: CartOwner, locale: string): Promise<Cart> {
  const rows = await query(
    () => db.$queryRaw<Row[]>`
      SELECT cart.deliver_to AS once, home.address AS own, item.product_id AS "productId", text.title, product.picture,
        item.quantity, product.price_minor AS "priceMinor", product.currency, product.stock
      FROM cart
      LEFT JOIN delivery_address AS home ON home.account_id = ${owner.session?.accountId ?? null}
      LEFT JOIN cart_item AS item ON item.cart_id = cart.id
      LEFT JOIN product ON product.id = item.product_id
      LEFT JOIN LATERAL (
        SELECT title FROM product_text
        WHERE product_id = product.id AND locale IN (${locale}, 'en')
        ORDER BY locale = ${locale} DESC LIMIT 1
      ) AS text ON true
      WHERE cart.owner = ${ownerKey(owner)}
      ORDER BY item.added_at, item.product_id`,
  );
  const items = rows.flatMap(({ once: _, own: __, ...item }) => (item.productId === null ? [] : [item]));
  const { once = null, own = null } = rows[0] ?? {};
  return { items, deliverTo: once ?? own, isOwnAddress: once === null && own !== null, hasOwnAddress: own !== null };
}
