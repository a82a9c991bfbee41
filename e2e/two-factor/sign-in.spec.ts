import { expect, passwordStep, test } from "@/e2e/fixtures/test";

test.describe("signing in with a second step", () => {
  test("takes the password, then the code from the message, and leads to the requested page", async ({
    page,
    person,
  }) => {
    const verifyPage = await passwordStep(page, person, "/account");
    const { code, reference } = await person.mailbox.nextCode();
    await expect(page.getByText(reference, { exact: true })).toBeVisible();
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.getByText(person.email)).toBeVisible();
  });

  test("shows only a hint of the address the code went to", async ({ page, person }) => {
    await passwordStep(page, person);
    await expect(page.getByText(person.email)).toHaveCount(0);
    await expect(page.getByText(/t•+.*@/)).toBeVisible();
  });

  for (const typed of [
    (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`,
    (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
    (code: string) => `Your code is ${code}`,
  ]) {
    test(`understands a code written as "${typed("123456")}"`, async ({ page, person }) => {
      const verifyPage = await passwordStep(page, person);
      const { code } = await person.mailbox.nextCode();
      await verifyPage.answer(typed(code));
      await expect(page).toHaveURL(/\/account$/);
    });
  }

  test("refuses a wrong password without revealing what was wrong", async ({ page, person, signInPage }) => {
    await signInPage.open();
    await signInPage.submit({ email: person.email, password: "not the right words 1" });
    const refusal = await signInPage.alert.textContent();
    await signInPage.submit({ email: `nobody-${person.email}`, password: "not the right words 1" });
    await expect(signInPage.alert).toHaveText(refusal ?? "");
    await expect(page).toHaveURL(/\/sign-in/);
  });
});

test.describe("codes by SMS", () => {
  test.use({ twoStep: "sms" });

  test("sign a person in", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code, message } = await person.mailbox.nextCode();
    expect(message.channel).toBe("sms");
    expect(message.text.trimEnd().split("\n").at(-1)).toMatch(new RegExp(`^@\\S+ #${code}$`));
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
  });
});

test.describe("an account with the second step off", () => {
  test.use({ twoStep: "off" });

  test("is signed in by its password alone", async ({ page, person, signInPage }) => {
    await signInPage.open("/account");
    await signInPage.submit(person);
    await expect(page).toHaveURL(/\/account$/);
    expect(await person.mailbox.codes()).toEqual([]);
  });
});
