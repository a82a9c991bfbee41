import type { PrismaClient } from "@/prisma/client/client";
import { demoPeople } from "@/prisma/seed/people/people";
import { products } from "./products";

const locales = ["en", "de"] as const;

/** Adds the products, words and addresses that are missing; what changed since stays as it is. */
export async function seed(db: PrismaClient): Promise<void> {
  await addProducts(db);
  await addAddresses(db);
}

/** Demo people have ordered before, as it were: their next order knows where to go. */
async function addAddresses(db: PrismaClient): Promise<void> {
  await db.cart.createMany({
    data: demoPeople.map(({ id, name }, index) => ({
      id: `demo-${id}`,
      owner: `account:${id}`,
      deliverTo: {
        recipient: name,
        street: `Hafenstraße ${index + 1}`,
        postalCode: "20457",
        city: "Hamburg",
        country: "DE",
      },
    })),
    skipDuplicates: true,
  });
}

async function addProducts(db: PrismaClient): Promise<void> {
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
