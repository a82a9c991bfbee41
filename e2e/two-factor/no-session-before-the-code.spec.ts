import { expect, passwordStep, test } from "@/e2e/fixtures/test";

// Attack: a stranger with the password tries to get around the page that asks for the code.
// Defence: all pages of the account stay closed until the code was answered.
test.describe("after the password and before the code, a person is not signed in", () => {
  test("going back and on to a protected page asks for the password again", async ({ page, person, signInPage }) => {
    await passwordStep(page, person);
    await page.goBack();
    await page.goto("/account");
    await signInPage.isShown();
    await expect(page.getByText(person.name)).toHaveCount(0);
  });

  test("a second tab is not signed in either", async ({ context, page, person }) => {
    await passwordStep(page, person);
    const tab = await context.newPage();
    await tab.goto("/account");
    await expect(tab).toHaveURL(/\/sign-in\?next=/);
    await tab.goto("/");
    await expect(tab.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
    await expect(tab.getByRole("button", { name: "Sign out" })).toHaveCount(0);
  });

  test("no session cookie exists", async ({ context, page, person }) => {
    await passwordStep(page, person);
    const names = (await context.cookies()).map(({ name }) => name);
    expect(names.filter((name) => /session/i.test(name))).toEqual([]);
  });

  test("without a password step the page for the code leads to the sign-in", async ({ page, signInPage }) => {
    await page.goto("/verify");
    await signInPage.isShown();
  });
});
