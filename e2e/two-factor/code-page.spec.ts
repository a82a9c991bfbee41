import type { Page } from "@playwright/test";
import { expect, passwordStep, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";

const announcements = (page: Page) => page.locator("main").getByRole("status");

test.describe("the page that asks for the code", () => {
  test("has one plain field that pasting and autofill understand", async ({ page, person }) => {
    const { code } = await passwordStep(page, person);
    await expect(code).toHaveAttribute("type", "text");
    await expect(code).toHaveAttribute("inputmode", "numeric");
    await expect(code).toHaveAttribute("autocomplete", "one-time-code");
    await expect(code).toHaveAccessibleDescription(/paste/);
  });

  test("shows that the message was sent, without a reload", async ({ page, person }) => {
    await passwordStep(page, person);
    await person.mailbox.nextCode();
    await expect(announcements(page).filter({ hasText: "Sent to" })).toBeVisible();
  });

  test("shows the time left in minutes, and announces only the end", async ({ page, person }) => {
    await passwordStep(page, person);
    await person.mailbox.nextCode();
    await page.clock.install();
    await page.reload();
    // The page also asks the server, whose clock does not run ahead with the browser's. Those requests stay unanswered.
    await page.route(
      ({ searchParams }) => searchParams.has("_rsc"),
      () => {},
    );
    await expect(page.getByText("for 5 more minutes")).toBeVisible();
    await page.clock.fastForward(90_000);
    await expect(page.getByText("for 4 more minutes")).toBeVisible();
    await page.clock.fastForward(160_000);
    await expect(page.getByText("for less than a minute")).toBeVisible();
    await expect(announcements(page).filter({ hasText: "half a minute" })).toHaveCount(0);
    await page.clock.fastForward(30_000);
    await expect(announcements(page).filter({ hasText: "half a minute" })).toHaveCount(1);
    await page.clock.fastForward(60_000);
    await expect(announcements(page).filter({ hasText: "expired" })).toHaveCount(1);
  });

  test("shows the wait for a new code, and removes the refusal when one was sent", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    const { code, reference } = await person.mailbox.nextCode();
    await expect(page.getByText(/Next code possible in 0:\d\d/)).toBeVisible();
    await verifyPage.answer(aWrongCode(code));
    await verifyPage.refuses(/4\sattempts/);
    await expect(verifyPage.code).toBeFocused();
    await expect(verifyPage.code).toHaveAccessibleDescription(/4\sattempts/);

    await person.elapse(1.1);
    await verifyPage.resend.click();
    const newer = await person.mailbox.nextCode();
    expect(newer.reference).not.toBe(reference);
    await expect(page.getByText(newer.reference, { exact: true })).toBeVisible();
    await expect(verifyPage.alert).toHaveCount(0);
  });

  test("makes a new code the first action when the old one has ended", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    await person.mailbox.nextCode();
    await person.elapse(5.1);
    await verifyPage.open();
    await verifyPage.refuses(/expired/);
    await verifyPage.resend.click();
    const { code } = await person.mailbox.nextCode();
    await expect(verifyPage.alert).toHaveCount(0);
    await verifyPage.answer(code);
    await expect(page).toHaveURL(/\/account$/);
  });
});
