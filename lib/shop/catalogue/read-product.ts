import { db, query } from "@/lib/host/server/db";
import type { Product } from "./product";

const idForm = /^[a-z0-9-]{1,64}$/;

/** One product in `locale`, else in English; null when the shop does not sell it. */
export async function readProduct(id: string, locale: string): Promise<Product | null> {
  // The id comes from the page's address. PostgreSQL cannot compare a NUL byte, for example.
  if (!idForm.test(id)) return null;
  const [product] = await query(
    () => db.$queryRaw<Product[]>`
      SELECT product.id, text.title, text.summary, text.description,
             product.price_minor AS "priceMinor", product.currency, product.picture, product.stock
      FROM product
      JOIN product_text AS text ON text.product_id = product.id AND text.locale IN (${locale}, 'en')
      WHERE product.id = ${id}
      ORDER BY text.locale = ${locale} DESC LIMIT 1`,
  );
  return product ?? null;
}
