import type { Address } from "@/lib/host/delivery-address/address";
import { accountKey } from "@/lib/shop/cart/owner";
import type { Database } from "@/lib/shop/database";

export type DraftItem = {
  productId: string;
  title: string;
  quantity: number;
  priceMinor: number;
  currency: string;
  stock: number;
};

/** The order that the account's cart would make now. */
export type OrderDraft = {
  cartId: string;
  deliverTo: Address | null;
  /** A paid order went to this address before. */
  isKnownAddress: boolean;
  /** The time since the account's own address was set; null for an order to another address. */
  addressChangedDaysAgo: number | null;
  /** The number of orders in the last 24 h. */
  ordersToday: number;
  /** The orders of the last 24 h. */
  spentTodayMinor: number;
  items: DraftItem[];
};

type Row = Omit<OrderDraft, "items"> & DraftItem & { isFresh: boolean };

/**
 * Null for an empty cart. Inside a transaction it locks cart and products until the end. It locks products in the order
 * of their ids, so that two buyers of the same products cannot deadlock. Other carts stay open to changes.
 */
export async function readOrderDraft(tx: Database, accountId: string, locale: string): Promise<OrderDraft | null> {
  const rows = await lockRows(tx, accountId, locale);
  // A statement that waited for the lock has the cart's newest row, but older items. The cart is locked now, so read
  // again.
  return draftOf(rows.every(({ isFresh }) => isFresh) ? rows : await lockRows(tx, accountId, locale));
}

async function lockRows(tx: Database, accountId: string, locale: string): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    SELECT cart.id AS "cartId", coalesce(cart.deliver_to, home.address) AS "deliverTo",
      cart.version = (SELECT seen.version FROM cart AS seen WHERE seen.id = cart.id) AS "isFresh",
      EXISTS (SELECT FROM shop_order AS earlier
        WHERE earlier.account_id = ${accountId} AND earlier.state = 'paid'
          AND earlier.deliver_to = coalesce(cart.deliver_to, home.address)) AS "isKnownAddress",
      CASE WHEN cart.deliver_to IS NULL THEN extract(day FROM now() - home.changed_at)::int END AS "addressChangedDaysAgo",
      (SELECT count(*)::int FROM shop_order AS earlier
        WHERE earlier.account_id = ${accountId} AND earlier.state <> 'declined'
          AND earlier.placed_at > now() - interval '24 hours') AS "ordersToday",
      (SELECT least(coalesce(sum(total_minor), 0), 2000000000)::int FROM shop_order AS earlier
        WHERE earlier.account_id = ${accountId} AND earlier.state <> 'declined'
          AND earlier.placed_at > now() - interval '24 hours') AS "spentTodayMinor",
      product.id AS "productId", text.title, item.quantity,
      product.price_minor AS "priceMinor", product.currency, product.stock
    FROM cart
    LEFT JOIN LATERAL (
      SELECT address, changed_at FROM delivery_address WHERE account_id = ${accountId} FOR SHARE
    ) AS home ON true
    JOIN cart_item AS item ON item.cart_id = cart.id
    JOIN product ON product.id = item.product_id
    CROSS JOIN LATERAL (
      SELECT title FROM product_text
      WHERE product_id = product.id AND locale IN (${locale}, 'en')
      ORDER BY locale = ${locale} DESC LIMIT 1
    ) AS text
    WHERE cart.owner = ${accountKey(accountId)}
    ORDER BY product.id
    FOR UPDATE OF cart FOR NO KEY UPDATE OF product`;
}

function draftOf(rows: Row[]): OrderDraft | null {
  const [first] = rows;
  if (!first) return null;
  const { cartId, deliverTo, isKnownAddress, addressChangedDaysAgo, ordersToday, spentTodayMinor } = first;
  const items = rows.map(({ productId, title, quantity, priceMinor, currency, stock }) => ({
    productId,
    title,
    quantity,
    priceMinor,
    currency,
    stock,
  }));
  return { cartId, deliverTo, isKnownAddress, addressChangedDaysAgo, ordersToday, spentTodayMinor, items };
}
