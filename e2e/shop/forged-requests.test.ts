import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { submitForm } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { openSharedSite } from "@/e2e/fixtures/shared-site";
import {
  answerApproval,
  orderForm,
  pathOf,
  pressPlaceOrder,
  readyShopper,
  type Shopper,
  stockShelf,
} from "@/e2e/shop/http-shop";

let site: Site;
beforeAll(async () => {
  site = await openSharedSite();
  await stockShelf(site.database);
});
afterAll(() => site.stop());

async function buy(shopper: Shopper, extra: Record<string, string> = {}): Promise<string> {
  const { client, mailbox } = shopper;
  const approvePath = pathOf(await pressPlaceOrder(client, { ...(await orderForm(shopper)), ...extra }), site);
  const { code } = await mailbox.nextCode();
  const page = await client.get(approvePath);
  return pathOf(await answerApproval(client, page, approvePath, code), site);
}

async function quantityOf({ person }: Shopper): Promise<number | undefined> {
  const { rows } = await site.database.query(
    "SELECT quantity FROM cart_item JOIN cart ON cart.id = cart_id WHERE owner = $1",
    [`account:${person.accountId}`],
  );
  return rows[0]?.quantity;
}

async function countOf(table: "two_factor_approval" | "shop_order", { person }: Shopper): Promise<number> {
  const { rows } = await site.database.query(`SELECT count(*)::int FROM ${table} WHERE account_id = $1`, [
    person.accountId,
  ]);
  return rows[0].count;
}

describe("the shop", () => {
  // Attack: add a price or a person to the form that buys.
  // Defence: the order is read from the database, not from the form.
  test("sells at its own price to the signed-in person, and ignores the form's fields", async () => {
    const shopper = await readyShopper(site);
    const orderPath = await buy(shopper, {
      total: "1",
      totalMinor: "1",
      userId: "alice",
      quantity: "-5",
      accountId: "x",
    });
    const { rows } = await site.database.query("SELECT * FROM shop_order WHERE account_id = $1", [
      shopper.person.accountId,
    ]);
    expect(rows).toMatchObject([{ total_minor: 2340, state: "paid" }]);
    expect(orderPath).toBe(`/orders/${rows[0].id}`);
  });

  // Attack: a quantity that is negative, a fraction, written with an exponent, or sent twice.
  // Defence: two plain digits, at most what one cart takes.
  test("accepts only the quantities on its list", async () => {
    const shopper = await readyShopper(site);
    for (const quantity of ["-1", "1.5", "1e1", "0x2", " 3", "٣", "21", "99999999999", "NaN", ""])
      await submitForm(shopper.client, "/cart", { quantity, productId: "mug" }, { marker: "quantity" });
    expect(await quantityOf(shopper)).toBe(1);
    await submitForm(shopper.client, "/cart", { quantity: "0", productId: "mug" }, { marker: "quantity" });
    expect(await quantityOf(shopper)).toBeUndefined();
  });

  // Attack: open another person's order by its number.
  // Defence: an order is looked up with the account of the session.
  test("shows an order to its buyer only", async () => {
    const shopper = await readyShopper(site);
    const orderPath = await buy(shopper);
    expect((await shopper.client.get(orderPath)).status).toBe(200);
    const other = await readyShopper(site);
    const refused = await other.client.get(orderPath);
    expect(refused.status).toBe(404);
    expect(refused.text).not.toContain("Road 7");
    expect(pathOf(await site.client().get(orderPath), site)).toMatch(/^\/sign-in\?next=/);
  });

  // Attack: send the form that buys again, from a browser without cookies or with another person's cookies.
  // Defence: a form is valid only in the browser and the session it was made for.
  test("proposes nothing for a form that was made for another session", async () => {
    const shopper = await readyShopper(site);
    const other = await readyShopper(site);
    const form = await orderForm(shopper);
    for (const client of [site.client(), other.client]) {
      await client.get("/");
      expect(pathOf(await pressPlaceOrder(client, form), site)).toBe("/out-of-date");
    }
    expect(await countOf("two_factor_approval", shopper)).toBe(0);
    expect(await countOf("two_factor_approval", other)).toBe(0);
  });

  // Attack: approve another person's order after seeing the address of its approval.
  // Defence: an approval opens only in its own session, and its code works only there.
  test("lets only the proposer approve", async () => {
    const shopper = await readyShopper(site);
    const approvePath = pathOf(await pressPlaceOrder(shopper.client, await orderForm(shopper)), site);
    const { code } = await shopper.mailbox.nextCode();
    const page = await shopper.client.get(approvePath);
    const other = await readyShopper(site);
    const own = pathOf(await pressPlaceOrder(other.client, await orderForm(other)), site);
    const ownPage = await other.client.get(own);
    expect((await other.client.get(approvePath)).text).not.toContain("Road 7");
    await answerApproval(other.client, page, approvePath, code);
    await answerApproval(other.client, ownPage, own, code);
    expect(await countOf("shop_order", shopper)).toBe(0);
    expect(await countOf("shop_order", other)).toBe(0);
  });

  test("leads a signed-out person to the sign-in and back", async () => {
    for (const path of ["/checkout", "/orders"])
      expect(pathOf(await site.client().get(path), site)).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  });
});
