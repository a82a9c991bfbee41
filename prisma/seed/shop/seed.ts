import type { PrismaClient } from "@/prisma/client/client";
import { products } from "./products";

const locales = ["en", "de"] as const;

/** Adds the missing products and texts. Existing rows stay as they are. */
export async function seed(db: PrismaClient): Promise<void> {
  await db.product.createMany({
    data: products.map(({ id, priceMinor, stock }, index) => ({
      id,
      priceMinor,
      currency: "EUR",
      stock,
      picture: `${id}.svg`,
      position: index + 1,
    })),
    skipDuplicates: true,
  });
  await db.productText.createMany({
    data: products.flatMap((product) =>
      locales.map((locale) => ({ productId: product.id, locale, ...product[locale] })),
    ),
    skipDuplicates: true,
  });
}
