import { loseCookie, signIn, signInAgain } from "@/e2e/fixtures/session-end";
import { expect, test } from "@/e2e/fixtures/test";
import { addToCart, approve, fillAddress, proposeOrder, signInToCheckout } from "@/e2e/shop/shopping";

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a person fills a cart, signs in, checks the order, approves it and has paid", async ({ page, person }) => {
      await proposeOrder(page, person);
      const shown = page.getByRole("region", { name: "You are approving" });
      for (const line of ["Fieldhouse Supply", "1 × €18.50 = €18.50", "€23.40", "Hafenstraße 7"])
        await expect(shown).toContainText(line);
      const { code, message } = await person.mailbox.nextCode();
      expect(message.text).toContain("€23.40");
      await approve(page, code);
      await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
      await expect(page.getByRole("status").getByText("Paid", { exact: true })).toBeVisible();
      await page.getByRole("link", { name: "All orders" }).click();
      await expect(page.getByRole("main").getByText("€23.40 · Paid")).toBeVisible();
      await page.goto("/cart");
      await expect(page.getByText("Your cart is empty.")).toBeVisible();
    });
  });
}

test("declining buys nothing and keeps the cart", async ({ page, person }) => {
  await proposeOrder(page, person);
  await page.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByRole("heading", { name: "Declined" })).toBeVisible();
  await page.getByRole("link", { name: "Go back" }).click();
  await expect(page.getByRole("link", { name: "Go to checkout" })).toBeVisible();
  await page.goto("/orders");
  await expect(page.getByText("You have no orders yet.")).toBeVisible();
  await page.goto("/checkout");
  await expect(page.getByText("Hafenstraße 7")).toBeVisible();
  await expect(page.getByRole("button", { name: "Place order" })).toBeVisible();
});

test("a cart changed in a second tab voids the approval, says what changed, and can be proposed again", async ({
  page,
  context,
  person,
}) => {
  await proposeOrder(page, person);
  const { code } = await person.mailbox.nextCode();
  const second = await context.newPage();
  await second.goto("/cart");
  await second.getByRole("combobox", { name: "Quantity of Enamel mug" }).selectOption("3");
  await second.getByRole("button", { name: "Update" }).click();
  await expect(second.getByText("€55.50")).toBeVisible();
  await approve(page, code);
  await expect(page.getByRole("heading", { name: "Something has changed" })).toBeVisible();
  const changes = page.getByRole("region", { name: "What has changed" });
  await expect(changes).toContainText("€23.40");
  await expect(changes).toContainText("€60.40");
  await person.elapse(1.1);
  await page.getByRole("button", { name: "Propose it again" }).click();
  await expect(page.getByRole("region", { name: "You are approving" })).toContainText("€60.40");
  await approve(page, (await person.mailbox.nextCode()).code);
  await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
});

test("cart and address survive the end of the session", async ({ page, person }) => {
  await addToCart(page, "enamel-mug");
  await page.goto("/checkout");
  await signInToCheckout(page, person);
  await fillAddress(page);
  await person.elapse(25 * 60);
  await page.getByRole("button", { name: "Place order" }).click();
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fcheckout$/);
  await signInToCheckout(page, person);
  await expect(page.getByText("Hafenstraße 7")).toBeVisible();
  await expect(page.getByText("1 × €18.50 = €18.50")).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a cart whose session is over, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("is found again with the quantity that was chosen, and changes when it is chosen once more", async ({
      page,
      person,
    }) => {
      await addToCart(page, "enamel-mug");
      await page.goto("/checkout");
      await signInToCheckout(page, person);
      await page.goto("/cart");
      await loseCookie(page);
      const quantity = page.getByRole("combobox", { name: "Quantity of Enamel mug" });
      await quantity.selectOption("3");
      await page.getByRole("button", { name: "Update" }).click();
      await signInAgain(page, person);
      await expect(page).toHaveURL(/\/cart$/);
      await expect(page.getByRole("status")).toContainText("still here");
      await expect(quantity).toHaveValue("3");
      await expect(page.getByRole("main")).toContainText("€18.50");
      await page.getByRole("button", { name: "Update" }).click();
      await expect(page.getByText("€55.50")).toBeVisible();
      await expect(page.getByRole("status")).toHaveCount(0);
    });

    test("can be filled on, for the next person who signs in", async ({ page, person }) => {
      await signIn(page, person, "/");
      await page.goto("/products/enamel-mug");
      await loseCookie(page);
      await page.getByRole("button", { name: "Add to cart" }).click();
      await expect(page.getByRole("combobox", { name: "Quantity of Enamel mug" })).toHaveValue("1");
    });
  });
}

test("an order without an address is refused with a way out", async ({ page, person }) => {
  await addToCart(page, "enamel-mug");
  await page.goto("/checkout");
  await signInToCheckout(page, person);
  await page.getByRole("button", { name: "Place order" }).click();
  await expect(page.locator("form").getByRole("alert")).toContainText("Save one first");
  await fillAddress(page);
  await expect(page.locator("form").getByRole("alert")).toHaveCount(0);
});

test("an invalid address is refused, and the form keeps the input", async ({ page, person }) => {
  await addToCart(page, "enamel-mug");
  await page.goto("/checkout");
  await signInToCheckout(page, person);
  await page.getByRole("textbox", { name: "Recipient" }).fill("Robin Fixture");
  await page.getByRole("button", { name: "Save the address" }).click();
  await expect(page.locator("form").getByRole("alert")).toContainText("Street and number, Postal code");
  await expect(page.getByRole("textbox", { name: "Recipient" })).toHaveValue("Robin Fixture");
});

test("a payment without an answer is checked again and settles", async ({ page, person }) => {
  await addToCart(page, "wool-blanket");
  await page.getByRole("combobox", { name: "Quantity of Wool blanket" }).selectOption("8");
  await page.getByRole("button", { name: "Update" }).click();
  await expect(page.getByText("€1,192.00")).toBeVisible();
  await page.getByRole("link", { name: "Go to checkout" }).click();
  await signInToCheckout(page, person);
  await fillAddress(page);
  await page.getByRole("button", { name: "Place order" }).click();
  await approve(page, (await person.mailbox.nextCode()).code);
  await expect(page).toHaveURL(/\/orders\//);
  await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();
});
