import { expect, passwordStep, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";

test.describe("a code that is not accepted", () => {
  test("wrong: says how many answers are left, and the right one still works", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code } = await person.mailbox.nextCode();
    await verifyPage.answer(aWrongCode(code));
    await verifyPage.refuses(/\b4\b/);
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
  });

  test("not six digits: costs no answer", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code } = await person.mailbox.nextCode();
    await verifyPage.answer("12345");
    await verifyPage.refuses(/six digits/i);
    await verifyPage.answer(aWrongCode(code));
    await verifyPage.refuses(/\b4\b/);
  });

  test("wrong five times: ends the code, and a new one helps", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code } = await person.mailbox.nextCode();
    for (const attemptsLeft of [4, 3, 2, 1]) {
      await verifyPage.answer(aWrongCode(code));
      await verifyPage.refuses(new RegExp(`\\b${attemptsLeft}\\b`));
    }
    await verifyPage.answer(aWrongCode(code));
    await expect(verifyPage.alert).toBeVisible();
    await verifyPage.open();
    await verifyPage.answer(code);
    await expect(verifyPage.alert).toBeVisible();
    await expect(page).toHaveURL(/\/verify$/);

    await person.elapse(1.1);
    await verifyPage.open();
    await verifyPage.resend.click();
    const fresh = await person.mailbox.nextCode();
    await verifyPage.answer(fresh.code);
    await expect(page).toHaveURL(/\/account$/);
  });

  test("expired: says so and offers a new one", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code } = await person.mailbox.nextCode();
    await person.elapse(5.1);
    await verifyPage.answer(code);
    await verifyPage.refuses(/expired/i);

    await verifyPage.open();
    await verifyPage.resend.click();
    const fresh = await person.mailbox.nextCode();
    await verifyPage.answer(fresh.code);
    await expect(page).toHaveURL(/\/account$/);
  });

  test("expired when no more may be sent: says when the next one can be", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    for (let sent = 1; sent < defaultLimits.sending.perAccountPerHour; sent += 1) {
      await person.mailbox.nextCode();
      await person.elapse(1.1);
      await verifyPage.open();
      await verifyPage.resend.click();
    }
    await person.mailbox.nextCode();
    await person.elapse(5.1);
    await verifyPage.open();
    await verifyPage.refuses(/as many codes as we may for now.* in \d+ minutes/);
  });

  test("replaced by a newer one: names the reference of the newer message", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const older = await person.mailbox.nextCode();
    await person.elapse(1.1);
    await verifyPage.open();
    await verifyPage.resend.click();
    const newer = await person.mailbox.nextCode();
    await verifyPage.answer(older.code);
    await verifyPage.refuses(new RegExp(newer.reference));
    await verifyPage.answer(newer.code);
    await expect(page).toHaveURL(/\/account$/);
  });

  test("asked for again too soon: no second message goes out", async ({ page, person }) => {
    await passwordStep(page, person);
    await person.mailbox.nextCode();
    // The button may be inactive in the browser. The server decides, so the test sends the form without the button.
    await page.locator("form", { has: page.getByRole("button", { name: /Send a new code/ }) }).evaluate((form) => {
      if (form instanceof HTMLFormElement) form.requestSubmit();
    });
    await expect(
      page
        .getByRole("alert")
        .or(page.getByText(/\b\d+ s/))
        .first(),
    ).toBeVisible();
    expect(await person.mailbox.messages()).toHaveLength(1);
  });
});
