import { expect, type Page } from "@playwright/test";
import { type Protagonist, passwordStep } from "@/e2e/fixtures/test";

/** Puts a product into the cart from its own page. */
export async function addToCart(page: Page, productId: string) {
  await page.goto(`/products/${productId}`);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await expect(page).toHaveURL(/\/cart$/);
}

/** Signs in with both steps on the way to the checkout, and waits until the cool-down after its code has passed. */
export async function signInToCheckout(page: Page, person: Protagonist) {
  const verifyPage = await passwordStep(page, person, "/checkout");
  await verifyPage.answer((await person.mailbox.nextCode()).code);
  await expect(page).toHaveURL(/\/checkout$/);
  await person.elapse(1.1);
}

export async function fillAddress(page: Page, street = "Hafenstraße 7") {
  await page.getByRole("textbox", { name: "Recipient" }).fill("Robin Fixture");
  await page.getByRole("textbox", { name: "Street and number" }).fill(street);
  await page.getByRole("textbox", { name: "Postal code" }).fill("20457");
  await page.getByRole("textbox", { name: "City" }).fill("Hamburg");
  await page.getByRole("button", { name: "Save the address" }).click();
  await expect(page.getByRole("link", { name: "Change the address" })).toBeVisible();
}

/** From an empty browser to the approval's page. */
export async function proposeOrder(page: Page, person: Protagonist, productId = "enamel-mug") {
  await addToCart(page, productId);
  await page.getByRole("link", { name: "Go to checkout" }).click();
  await signInToCheckout(page, person);
  await fillAddress(page);
  await page.getByRole("button", { name: "Place order" }).click();
  await expect(page).toHaveURL(/\/approve\//);
}

export async function approve(page: Page, code: string) {
  await page.getByRole("textbox", { name: "Six-digit code" }).fill(code);
  await page.getByRole("button", { name: "Approve" }).click();
}
