import { expect, passwordStep, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";

test.use({ javaScriptEnabled: false });

test.describe("without JavaScript", () => {
  test("a person enters a wrong code, signs in with the right one, and signs out", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code } = await person.mailbox.nextCode();
    await verifyPage.answer(aWrongCode(code));
    await verifyPage.refuses(/\b4\b/);
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.goto("/account");
    await expect(page).toHaveURL(/\/sign-in\?next=/);
  });

  test("a person asks for a new code", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    await person.mailbox.nextCode();
    await person.elapse(1.1);
    await verifyPage.open();
    await verifyPage.resend.click();
    const { code } = await person.mailbox.nextCode();
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
  });

  test("a wrong password is refused", async ({ person, signInPage }) => {
    await signInPage.open();
    await signInPage.submit({ email: person.email, password: "not the right words 1" });
    await expect(signInPage.alert).toBeVisible();
  });
});
