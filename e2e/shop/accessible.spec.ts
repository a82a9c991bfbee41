import { isSoundAt320Pixels } from "@/e2e/fixtures/page-quality";
import { expect, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";
import { ApprovePage } from "@/e2e/pages/approve-page";
import { addToCart, fillAddress, proposeOrder, signInToCheckout } from "@/e2e/shop/shopping";

test("cart, checkout, approval, order and receipt pass axe in light and dark, and fit 320 pixels", async ({
  page,
  person,
}) => {
  await addToCart(page, "enamel-mug");
  await isSoundAt320Pixels(page);
  await page.goto("/checkout");
  await signInToCheckout(page, person);
  await isSoundAt320Pixels(page);
  await fillAddress(page);
  await isSoundAt320Pixels(page);
  await page.getByRole("button", { name: "Place order" }).click();
  const approvePage = new ApprovePage(page);
  await approvePage.isShown();
  const address = page.url();
  const { code } = await person.mailbox.nextCode();
  await approvePage.answer(aWrongCode(code));
  await expect(approvePage.alert).toContainText("4 attempts");
  await isSoundAt320Pixels(page);
  await approvePage.answer(code);
  await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
  await isSoundAt320Pixels(page);
  for (const path of [address, "/orders", "/account", "/account/security"]) {
    await page.goto(path);
    await isSoundAt320Pixels(page);
  }
  await page.getByRole("link", { name: "Purchase, €23.40" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await isSoundAt320Pixels(page);
});

test("an approval that changed, expired or was declined passes axe in light and dark, and fits 320 pixels", async ({
  page,
  context,
  person,
}) => {
  await proposeOrder(page, person);
  const approvePage = new ApprovePage(page);
  const { code } = await person.mailbox.nextCode();
  const second = await context.newPage();
  await second.goto("/cart");
  await second.getByRole("combobox", { name: "Quantity of Enamel mug" }).selectOption("3");
  await second.getByRole("button", { name: "Update" }).click();
  await expect(second.getByText("€55.50")).toBeVisible();
  await second.close();
  await approvePage.answer(code);
  await expect(page.getByRole("heading", { name: "Something has changed" })).toBeVisible();
  await isSoundAt320Pixels(page);

  await person.elapse(1.1);
  await page.getByRole("button", { name: "Propose it again" }).click();
  await approvePage.isShown();
  await person.mailbox.nextCode();
  await person.elapse(10.1);
  await page.reload();
  await expect(page.getByRole("heading", { name: "The time is over" })).toBeVisible();
  await isSoundAt320Pixels(page);

  await page.getByRole("button", { name: "Propose it again" }).click();
  await approvePage.isShown();
  await approvePage.decline.click();
  await expect(page.getByRole("heading", { name: "Declined" })).toBeVisible();
  await isSoundAt320Pixels(page);
});
