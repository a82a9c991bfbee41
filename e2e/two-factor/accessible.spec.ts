import { press, typeInto } from "@/e2e/fixtures/keyboard";
import { fitsTheWindow, hasNoAxeViolation } from "@/e2e/fixtures/page-quality";
import { expect, passwordStep, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test("every page of the sign-in passes axe", async ({ page, person, signInPage }) => {
      await signInPage.open();
      await hasNoAxeViolation(page);
      await signInPage.submit({ email: person.email, password: "not the right words 1" });
      await expect(signInPage.alert).toBeVisible();
      await hasNoAxeViolation(page);

      const verifyPage = await passwordStep(page, person);
      await hasNoAxeViolation(page);
      const { code } = await person.mailbox.nextCode();
      await verifyPage.answer(aWrongCode(code));
      await verifyPage.refuses(/\b4\b/);
      await hasNoAxeViolation(page);
      await verifyPage.answer(code);
      await expect(page).toHaveURL(/\/account$/);
      await hasNoAxeViolation(page);
      await page.goto(`/inbox?to=${encodeURIComponent(person.email)}`);
      await expect(page.getByRole("list", { name: "Messages" })).toBeVisible();
      await hasNoAxeViolation(page);
    });
  });
}

test("the whole sign-in works with the keyboard alone", async ({ page, person, signInPage, verifyPage }) => {
  await signInPage.open();
  await typeInto(page, signInPage.email, person.email);
  await typeInto(page, signInPage.password, "not the right words 1");
  await press(page, signInPage.button);
  await expect(signInPage.alert).toBeFocused();
  await typeInto(page, signInPage.password, person.password);
  await press(page, signInPage.button);
  await verifyPage.isShown();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  const { code } = await person.mailbox.nextCode();
  await typeInto(page, verifyPage.code, code);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await press(page, page.getByRole("button", { name: "Sign out" }));
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
});

test("a refused code is announced and the field marked as invalid", async ({ page, person }) => {
  const verifyPage = await passwordStep(page, person);
  const { code } = await person.mailbox.nextCode();
  await verifyPage.answer(aWrongCode(code));
  await verifyPage.refuses(/\b4\b/);
  await expect(verifyPage.code).toHaveAttribute("aria-invalid", "true");
});

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("no page of the sign-in scrolls sideways", async ({ page, person, signInPage }) => {
    await signInPage.open();
    await fitsTheWindow(page);
    const verifyPage = await passwordStep(page, person);
    await fitsTheWindow(page);
    const { code } = await person.mailbox.nextCode();
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
    await fitsTheWindow(page);
    await page.goto(`/inbox?to=${encodeURIComponent(person.email)}`);
    await fitsTheWindow(page);
  });
});
