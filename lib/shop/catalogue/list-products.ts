import { db, query } from "@/lib/host/server/db";
import type { ProductCard } from "./product";

/** All products in the order of the shelf. A product without text in `locale` is shown in English. */
export function listProducts(locale: string): Promise<ProductCard[]> {
  return query(
    () => db.$queryRaw<ProductCard[]>`
      SELECT product.id, text.title, text.summary, product.price_minor AS "priceMinor", product.currency, product.picture
      FROM product
      CROSS JOIN LATERAL (
        SELECT title, summary FROM product_text
        WHERE product_id = product.id AND locale IN (${locale}, 'en')
        ORDER BY locale = ${locale} DESC LIMIT 1
      ) AS text
      ORDER BY product.position`,
  );
}
