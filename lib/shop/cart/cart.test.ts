import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { provedSession } from "@/lib/host/testing/approvals";
import { saveAddress } from "@/lib/shop/checkout/save-address";
import { home } from "@/lib/shop/testing/shop";
import { seed } from "@/prisma/seed/shop/seed";
import type { openTestDatabase } from "@/prisma/testing/database";
import { mostPerItem } from "./cart";
import { addToCart, setQuantity } from "./change-cart";
import { claimCart } from "./claim-cart";
import { forgetCarts } from "./forget-carts";
import { readCart } from "./read-cart";

const test = vi.hoisted(() => ({}) as Awaited<ReturnType<typeof openTestDatabase>>);

vi.mock("@/lib/host/server/db", async () => {
  const { openTestDatabase } = await import("@/prisma/testing/database");
  Object.assign(test, await openTestDatabase());
  return { db: test.db, query: <T>(work: () => Promise<T>) => work() };
});

beforeAll(() => seed(test.db));

const stranger = () => ({ session: null, browserHash: randomUUID() });
const customer = () => ({ session: provedSession(randomUUID(), randomUUID()), browserHash: randomUUID() });

async function contents(owner: Parameters<typeof readCart>[0]) {
  const { items } = await readCart(owner, "en");
  return Object.fromEntries(items.map(({ productId, quantity }) => [productId, quantity]));
}

describe("a cart", () => {
  it("counts what is added, up to what one cart takes", async () => {
    const owner = stranger();
    for (let press = 0; press < mostPerItem + 3; press++) await addToCart(owner, "umbrella");
    expect(await contents(owner)).toEqual({ umbrella: mostPerItem });
  });

  it("shows today's price, stock and words", async () => {
    const owner = stranger();
    await addToCart(owner, "umbrella");
    const { items } = await readCart(owner, "de");
    expect(items).toMatchObject([{ title: "Stockschirm", priceMinor: 9800, currency: "EUR", stock: 30, quantity: 1 }]);
  });

  it("is empty at first, also after adding a product that the shop does not sell", async () => {
    const owner = stranger();
    await addToCart(owner, "parasol");
    await setQuantity(owner, "umbrella", 4);
    expect(await contents(owner)).toEqual({});
  });

  it("drops a product at a quantity of 0", async () => {
    const owner = stranger();
    await addToCart(owner, "umbrella");
    await addToCart(owner, "binoculars");
    await setQuantity(owner, "umbrella", 0);
    await setQuantity(owner, "binoculars", 3);
    expect(await contents(owner)).toEqual({ binoculars: 3 });
  });

  it("refuses a quantity that is not a whole number in range", async () => {
    const owner = stranger();
    await addToCart(owner, "umbrella");
    await expect(setQuantity(owner, "umbrella", mostPerItem + 1)).rejects.toThrow();
    await setQuantity(owner, "umbrella", -1);
    expect(await contents(owner)).toEqual({ umbrella: 1 });
  });

  it("comes along when its browser signs in", async () => {
    const owner = customer();
    const before = { session: null, browserHash: owner.browserHash };
    await addToCart(before, "umbrella");
    await claimCart(owner);
    expect(await contents(owner)).toEqual({ umbrella: 1 });
    expect(await contents(before)).toEqual({});
  });

  it("stays with the browser while the person is signed out", async () => {
    const owner = stranger();
    await addToCart(owner, "umbrella");
    await claimCart(owner);
    expect(await contents(owner)).toEqual({ umbrella: 1 });
  });

  it("joins the account's earlier cart, without doubling it", async () => {
    const owner = customer();
    const before = { session: null, browserHash: owner.browserHash };
    await addToCart(owner, "umbrella");
    await setQuantity(owner, "umbrella", 2);
    await addToCart(before, "umbrella");
    await addToCart(before, "binoculars");
    await claimCart(owner);
    await claimCart(owner);
    expect(await contents(owner)).toEqual({ umbrella: 2, binoculars: 1 });
  });

  // Attack: read or fill another person's cart by signing in on the browser they used.
  // Defence: a claimed cart belongs to the account, and the browser holds no link to it.
  it("stays with its account when another person signs in on the same browser", async () => {
    const owner = customer();
    await addToCart({ session: null, browserHash: owner.browserHash }, "umbrella");
    await claimCart(owner);
    const other = { ...customer(), browserHash: owner.browserHash };
    await claimCart(other);
    expect(await contents(other)).toEqual({});
    expect(await contents(owner)).toEqual({ umbrella: 1 });
  });

  it("keeps the address, also one that was given before the first product", async () => {
    const owner = customer();
    await saveAddress(owner.session, home);
    await addToCart(owner, "umbrella");
    expect((await readCart(owner, "en")).deliverTo).toEqual(home);
  });
});

describe("an abandoned cart", () => {
  it("is deleted after a month, unless it belongs to an account", async () => {
    const [gone, back, owner] = [stranger(), stranger(), customer()];
    for (const each of [gone, back, owner]) await addToCart(each, "umbrella");
    await test.db.$executeRaw`UPDATE cart SET changed_at = changed_at - interval '31 days'`;
    await addToCart(back, "binoculars");
    expect(await forgetCarts()).toBeGreaterThanOrEqual(1);
    expect(await contents(gone)).toEqual({});
    expect(await contents(back)).toEqual({ umbrella: 1, binoculars: 1 });
    expect(await contents(owner)).toEqual({ umbrella: 1 });
  });
});
