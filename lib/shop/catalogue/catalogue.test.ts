import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { seed } from "@/prisma/seed/shop/seed";
import type { openTestDatabase } from "@/prisma/testing/database";
import { listProducts } from "./list-products";
import { readProduct } from "./read-product";

const test = vi.hoisted(() => ({}) as Awaited<ReturnType<typeof openTestDatabase>>);

// The same client on an in-memory PostgreSQL: real SQL, no server.
vi.mock("@/lib/host/server/db", async () => {
  const { openTestDatabase } = await import("@/prisma/testing/database");
  Object.assign(test, await openTestDatabase());
  return { db: test.db, query: <T>(work: () => Promise<T>) => work() };
});

beforeAll(() => seed(test.db));

beforeEach(() => {
  test.statements.length = 0;
});

describe("the catalogue", () => {
  it("lists everything in the order of the shelf", async () => {
    const products = await listProducts("en");
    expect(products).toHaveLength(12);
    expect(products[0]).toEqual({
      id: "enamel-mug",
      title: "Enamel mug",
      summary: "Enamel on steel, 350 ml",
      priceMinor: 1850,
      currency: "EUR",
      picture: "enamel-mug.svg",
    });
    expect(products.at(-1)?.id).toBe("picnic-basket");
  });

  it("is in German for a German reader", async () => {
    const titles = (await listProducts("de")).map(({ title }) => title);
    expect(titles).toContain("Gießkanne");
    expect(titles).not.toContain("Watering can");
  });

  it("is in English if a product has no text in the reader's language", async () => {
    expect(await listProducts("fr")).toEqual(await listProducts("en"));
    expect((await readProduct("umbrella", "fr"))?.title).toBe("Walking umbrella");
  });

  it("asks the database once per page", async () => {
    await listProducts("de");
    expect(test.statements).toHaveLength(1);
    await readProduct("umbrella", "de");
    expect(test.statements).toHaveLength(2);
  });

  it("reads one product with its description and stock", async () => {
    const product = await readProduct("umbrella", "de");
    expect(product).toMatchObject({ id: "umbrella", title: "Stockschirm", priceMinor: 9800, stock: 30 });
    expect(product?.description).toContain("Glasfaser");
  });

  it("has no page for a product that the shop does not sell", async () => {
    for (const id of ["parasol", "", "umbrella' OR 'a' = 'a", "umbrella\u0000", "u".repeat(100_000)])
      expect(await readProduct(id, "en"), id.slice(0, 40)).toBeNull();
  });

  it("has a picture in the repository for every product", async () => {
    for (const { picture } of await listProducts("en"))
      expect(existsSync(join(import.meta.dirname, "../../../public/catalogue", picture)), picture).toBe(true);
  });

  it("keeps changes when the demo data is added again", async () => {
    await test.db.product.update({ where: { id: "binoculars" }, data: { stock: 2 } });
    await test.db.productText.delete({ where: { productId_locale: { productId: "binoculars", locale: "de" } } });
    await seed(test.db);
    expect(await readProduct("binoculars", "de")).toMatchObject({ title: "Fernglas", stock: 2 });
  });
});
