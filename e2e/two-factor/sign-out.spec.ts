import { expect, passwordStep, test } from "@/e2e/fixtures/test";

test.describe("signing out", () => {
  test.beforeEach(async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code } = await person.mailbox.nextCode();
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
  });

  test("closes the account, and going back does not open it", async ({ page, person }) => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(/\/sign-in\?next=/);
    await expect(page.getByText(person.email)).toHaveCount(0);
  });

  // Attack: copy a cookie before the sign-out and use it afterwards.
  // Defence: the session is a row in the database, and the sign-out ends it.
  test("makes the old cookie invalid at once", async ({ context, page }) => {
    const before = await context.cookies();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
    await context.clearCookies();
    await context.addCookies(before);
    await page.goto("/account");
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });
});
