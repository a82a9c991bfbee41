import { press, tabTo, typeInto } from "@/e2e/fixtures/keyboard";
import { expect, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";
import { ApprovePage } from "@/e2e/pages/approve-page";

test("a whole purchase works with the keyboard alone, and the focus is never lost", async ({
  page,
  person,
  signInPage,
  verifyPage,
}) => {
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const arrivesAt = (heading: string) => expect(page.getByRole("heading", { level: 1, name: heading })).toBeFocused();

  await page.goto("/products/enamel-mug");
  await press(page, button("Add to cart"));
  await arrivesAt("Your cart");
  await tabTo(page, page.getByRole("combobox", { name: "Quantity of Enamel mug" }));
  await page.keyboard.press("ArrowDown");
  await press(page, button("Update"));
  await expect(page.getByText("€37.00")).toBeVisible();
  await arrivesAt("Your cart");

  await press(page, page.getByRole("link", { name: "Go to checkout" }));
  await arrivesAt("Sign in");
  await typeInto(page, signInPage.email, person.email);
  await typeInto(page, signInPage.password, person.password);
  await press(page, signInPage.button);
  await arrivesAt("Enter your code");
  await typeInto(page, verifyPage.code, (await person.mailbox.nextCode()).code);
  await page.keyboard.press("Enter");
  await arrivesAt("Checkout");
  await person.elapse(1.1);

  await press(page, button("Place order"));
  await expect(page.locator("form").getByRole("alert")).toBeFocused();
  const address = { Recipient: "Robin Fixture", "Street and number": "Hafenstraße 7", City: "Hamburg" };
  for (const [name, text] of Object.entries(address)) await typeInto(page, page.getByRole("textbox", { name }), text);
  await press(page, button("Save the address"));
  await expect(page.locator("form").getByRole("alert").filter({ hasText: "Postal code" })).toBeFocused();
  await typeInto(page, page.getByRole("textbox", { name: "Postal code" }), "20457");
  await press(page, button("Save the address"));
  await expect(page.getByRole("link", { name: "Change the address" })).toBeVisible();
  await arrivesAt("Checkout");

  await press(page, button("Place order"));
  await arrivesAt("Check, then approve");
  const approvePage = new ApprovePage(page);
  const { code } = await person.mailbox.nextCode();
  await typeInto(page, approvePage.code, aWrongCode(code));
  await page.keyboard.press("Enter");
  await expect(approvePage.alert).toContainText("4 attempts left");
  await expect(approvePage.code).toBeFocused();
  await typeInto(page, approvePage.code, code);
  await press(page, approvePage.approve);
  await arrivesAt("Order confirmed");
});
