import { describe, expect, it } from "vitest";
import { partWithoutDemo } from "./standalone-copy.mjs";

describe("the copy without the demo shop", () => {
  it("leaves out the shop's code, pages, tests, pictures, tables and migrations", () => {
    const files = [
      "lib/shop/money.ts",
      "components/shop/product-card.tsx",
      "app/(shop)/cart/page.tsx",
      "app/(shop)/page.tsx",
      "e2e/shop/checkout.spec.ts",
      "prisma/seed/shop/seed.ts",
      "prisma/schema/shop.prisma",
      "prisma/migrations/20261128000020_shop/migration.sql",
      "prisma/migrations/20261201000000_shop_orders/migration.sql",
      "public/catalogue/umbrella.svg",
    ];
    const { kept, folders } = partWithoutDemo(files);
    expect(kept).toEqual([]);
    expect(folders.get("app/(shop)")).toBe(2);
    expect([...folders.values()].reduce((sum, count) => sum + count)).toBe(files.length);
  });

  it("leaves out nothing else", () => {
    const files = [
      "lib/host/shop.ts",
      "lib/two-factor/shop/file.ts",
      "app/(host)/account/page.tsx",
      "app/(two-factor)/approve/[id]/page.tsx",
      "e2e/two-factor/shop.spec.ts",
      "prisma/schema/host.prisma",
      "prisma/seed/people/seed.ts",
      "prisma/migrations/20261128000010_host/migration.sql",
      "prisma/migrations/20261201000000_approvals_of_shop/migration.sql",
      "docs/decisions/017-payment-follows-the-order.md",
    ];
    expect(partWithoutDemo(files)).toEqual({ kept: files, folders: new Map() });
  });
});
