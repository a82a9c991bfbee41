import type { Page } from "@playwright/test";
import type { Pool } from "pg";
import { expect, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";
import { ApprovePage } from "@/e2e/pages/approve-page";
import { addToCart, fillAddress, proposeOrder } from "@/e2e/shop/shopping";

type Shelf = { price_minor?: number; stock?: number };

/** Sets price or stock like a shopkeeper, and restores it. Use a product that no other test buys. */
async function withProduct(database: Pool, id: string, shelf: Shelf, work: () => Promise<void>) {
  const set = ({ price_minor, stock }: Shelf) =>
    database.query(
      "UPDATE product SET price_minor = coalesce($2, price_minor), stock = coalesce($3, stock) WHERE id = $1",
      [id, price_minor, stock],
    );
  const { rows } = await database.query<Required<Shelf>>("SELECT price_minor, stock FROM product WHERE id = $1", [id]);
  await set(shelf);
  try {
    await work();
  } finally {
    await set(rows[0] ?? {});
  }
}

async function isPaid(page: Page) {
  await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
  await expect(page.getByRole("status").getByText("Paid", { exact: true })).toBeVisible();
}

test("a price that changed meanwhile is shown before and after, and the order can be proposed again", async ({
  page,
  person,
  database,
}) => {
  await proposeOrder(page, person, "kitchen-scissors");
  const approvePage = new ApprovePage(page);
  const { code } = await person.mailbox.nextCode();
  await withProduct(database, "kitchen-scissors", { price_minor: 8_990 }, async () => {
    await approvePage.answer(code);
    await expect(page.getByRole("heading", { name: "Something has changed" })).toBeFocused();
    const changes = page.getByRole("region", { name: "What has changed" });
    await expect(changes).toContainText("Totalwas €50.90is now €94.80");
    await expect(page.getByRole("link", { name: "Go back" })).toHaveAttribute("href", "/cart");
    await person.elapse(1.1);
    await page.getByRole("button", { name: "Propose it again" }).click();
    await expect(approvePage.shown).toContainText("1 × €89.90 = €89.90");
    const again = await person.mailbox.nextCode();
    expect(again.message.text).toContain("€89.90");
    await approvePage.answer(again.code);
    await isPaid(page);
  });
});

test("an item that sold out meanwhile is not bought, and the cart says so", async ({ page, person, database }) => {
  await proposeOrder(page, person, "picnic-basket");
  const { code } = await person.mailbox.nextCode();
  await withProduct(database, "picnic-basket", { stock: 0 }, async () => {
    await new ApprovePage(page).answer(code);
    await expect(page.getByRole("heading", { name: "This is no longer possible" })).toBeFocused();
    await expect(page.getByText("We do not have enough of an item in your cart.")).toBeVisible();
    await page.getByRole("link", { name: "Go back" }).click();
    await expect(page).toHaveURL(/\/cart$/);
    await expect(page.getByRole("main").getByText("Sold out")).toBeVisible();
    await page.goto("/orders");
    await expect(page.getByText("You have no orders yet.")).toBeVisible();
  });
});

test("after its time is over one press proposes the same again", async ({ page, person }) => {
  await proposeOrder(page, person);
  const approvePage = new ApprovePage(page);
  const expired = await person.mailbox.nextCode();
  await person.elapse(10.1);
  await approvePage.answer(expired.code);
  await expect(page.getByRole("heading", { name: "The time is over" })).toBeFocused();
  await page.getByRole("button", { name: "Propose it again" }).click();
  await approvePage.isShown();
  await expect(approvePage.shown).toContainText("€23.40");
  await expect(approvePage.shown).toContainText("Hafenstraße 7");
  await approvePage.answer((await person.mailbox.nextCode()).code);
  await isPaid(page);
});

test("five wrong codes end the code, and the purchase can be paid with a new one", async ({ page, person }) => {
  await proposeOrder(page, person);
  const approvePage = new ApprovePage(page);
  const { code } = await person.mailbox.nextCode();
  for (const left of ["4 attempts left", "3 attempts left", "2 attempts left", "1 attempt left"]) {
    await approvePage.answer(aWrongCode(code));
    await expect(approvePage.alert).toContainText(left);
    await expect(approvePage.code).toBeFocused();
  }
  await approvePage.answer(aWrongCode(code));
  await expect(approvePage.alert).toContainText("answered wrong too often");
  await approvePage.answer(code);
  await expect(approvePage.alert).toContainText("answered wrong too often");
  const address = page.url();
  await page.goto("/orders");
  await expect(page.getByText("You have no orders yet.")).toBeVisible();

  await person.elapse(1.1);
  await page.goto(address);
  await approvePage.resend.click();
  await approvePage.answer((await person.mailbox.nextCode()).code);
  await isPaid(page);
});

test("a new code for a purchase replaces the one before", async ({ page, person }) => {
  await proposeOrder(page, person);
  const approvePage = new ApprovePage(page);
  const older = await person.mailbox.nextCode();
  await person.elapse(1.1);
  await approvePage.resend.click();
  const newer = await person.mailbox.nextCode();
  expect(newer.message.text).toContain("€23.40");
  await expect(page.getByText(newer.reference, { exact: true })).toBeVisible();
  await approvePage.answer(older.code);
  await expect(approvePage.alert).toContainText(newer.reference);
  await approvePage.answer(newer.code);
  await isPaid(page);
});

test("a purchase is listed with its title, and its receipt has the shown lines and the proof", async ({
  page,
  person,
}) => {
  await proposeOrder(page, person);
  const { code, reference } = await person.mailbox.nextCode();
  await new ApprovePage(page).answer(code);
  await isPaid(page);
  await page.goto("/account/security");
  await page.getByRole("link", { name: "Purchase, €23.40" }).click();
  const shown = page.getByRole("region", { name: "What we showed you" });
  for (const line of ["Fieldhouse Supply", "€23.40", "Hafenstraße 7"]) await expect(shown).toContainText(line);
  for (const line of ["a code by email", reference, /t•+.*@/]) await expect(page.getByText(line)).toBeVisible();
});

test.describe("with two-step verification off", () => {
  test.use({ twoStep: "off" });

  test("a purchase still asks for a code, at the verified address", async ({ page, person, signInPage }) => {
    await addToCart(page, "enamel-mug");
    await signInPage.open("/checkout");
    await signInPage.submit(person);
    await expect(page).toHaveURL(/\/checkout$/);
    await fillAddress(page);
    await page.getByRole("button", { name: "Place order" }).click();
    await new ApprovePage(page).answer((await person.mailbox.nextCode()).code);
    await isPaid(page);
  });
});
