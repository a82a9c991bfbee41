import { expect, passwordStep, test } from "@/e2e/fixtures/test";
import { SignInPage } from "@/e2e/pages/sign-in-page";

test.describe("the language of the pages", () => {
  test("can be chosen on any page, and is kept", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Deutsch" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await page.goto("/nowhere");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Diese Seite gibt es nicht");
  });

  // Attack: a stranger with the password chooses a language that the owner does not read, so that the message is no
  // warning.
  test("is stored with the person, and their messages use it from any browser", async ({
    page,
    person,
    browser,
    baseURL,
  }) => {
    const verifyPage = await passwordStep(page, person);
    const first = await person.mailbox.nextCode();
    expect(first.message.subject).toContain("Your sign-in code");
    await verifyPage.answer(first.code);
    await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
    await page.getByRole("contentinfo").getByRole("button", { name: "Deutsch" }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    const elsewhere = await browser.newContext({ locale: "en-GB", baseURL });
    const signInPage = new SignInPage(await elsewhere.newPage());
    await signInPage.open();
    await signInPage.submit(person);
    expect((await person.mailbox.nextCode()).message.subject).toContain("Ihr Anmeldecode");
    await elsewhere.close();
  });

  test.describe("in a German browser", () => {
    test.use({ locale: "de-AT" });

    test("is German from the first page to the account, refusals included", async ({ page, person }) => {
      await page.goto("/sign-in?next=/account");
      await page.getByLabel("E-Mail").fill(person.email);
      await page.getByLabel("Passwort").fill(person.password);
      await page.getByRole("button", { name: "Anmelden" }).click();
      const field = page.getByRole("textbox", { name: "Sechsstelliger Code" });
      await field.fill("123");
      await page.getByRole("button", { name: "Weiter" }).click();
      await expect(page.locator("form").getByRole("alert")).toContainText("sechs Ziffern");
      const { code, message } = await person.mailbox.nextCode();
      expect(message.subject).toContain("Anmeldecode");
      await field.fill(code);
      await page.getByRole("button", { name: "Weiter" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Ihr Konto" })).toBeVisible();
    });

    test("works without JavaScript too", async ({ browser, baseURL }) => {
      const context = await browser.newContext({ javaScriptEnabled: false, locale: "de-DE", baseURL });
      const page = await context.newPage();
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "English" }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
      await expect(page).toHaveURL(/\/sign-in$/);
      await context.close();
    });
  });
});
