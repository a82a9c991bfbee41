import type { Page } from "@playwright/test";
import { loseMessages } from "@/e2e/fixtures/lost-message";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { fitsTheWindow, hasNoAxeViolation } from "@/e2e/fixtures/page-quality";
import { expect, type Protagonist, passwordStep, test } from "@/e2e/fixtures/test";
import { ApprovePage } from "@/e2e/pages/approve-page";
import { VerifyPage } from "@/e2e/pages/verify-page";

test.use({ twoStep: "both" });

const announcements = (page: Page) => page.locator("main").getByRole("status");
const slip = (page: Page, words: RegExp) => announcements(page).filter({ hasText: words });
// The page checks again after one, two, four and more seconds, and a busy machine is slow.
const untilItLooksAgain = { timeout: 45_000 };

/** Signs in and proposes an action, whose code goes by e-mail. */
async function openApproval(page: Page, person: Protagonist): Promise<ApprovePage> {
  const verifyPage = await passwordStep(page, person, "/account");
  await verifyPage.answer((await person.mailbox.nextCode()).code);
  await page.getByRole("button", { name: "Download your data" }).click();
  const approvePage = new ApprovePage(page);
  await approvePage.isShown();
  await person.mailbox.nextCode();
  return approvePage;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a code the other way, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("comes by SMS, signs the person in, and the next codes come by SMS too", async ({ page, person, siteUrl }) => {
      const texts = createMailbox(siteUrl, person.phone);
      const verifyPage = await passwordStep(page, person);
      const mailed = await person.mailbox.nextCode();
      await expect(verifyPage.instead).toHaveText("Text me instead");
      await person.elapse(1.1);
      await verifyPage.instead.click();
      await expect(page.getByText("from the text message with this reference")).toBeVisible();
      await expect(slip(page, new RegExp(person.phone.slice(-2)))).toBeVisible();
      await expect(verifyPage.instead).toHaveText("Email me instead");
      const sms = await texts.nextCode();
      await expect(page.getByText(sms.reference, { exact: true })).toBeVisible();
      await verifyPage.answer(mailed.code);
      await verifyPage.refuses(/older message/);
      await verifyPage.answer(sms.code);
      await expect(page).toHaveURL(/\/account$/);
      await page.getByRole("button", { name: "Sign out" }).click();
      await passwordStep(page, person);
      await texts.nextCode();
      await expect(page.getByText("from the text message with this reference")).toBeVisible();
    });

    test("has to wait for the cool-down, and the page says so", async ({ page, person }) => {
      const verifyPage = await passwordStep(page, person);
      await verifyPage.instead.click();
      await verifyPage.refuses(/A code was sent a moment ago/);
      await expect(verifyPage.instead).toHaveText("Text me instead");
      await expect(verifyPage.instead).toBeVisible();
    });

    test("is the first way out when the message came back", async ({ page, person, database, siteUrl }) => {
      test.slow();
      const verifyPage = await passwordStep(page, person);
      await person.mailbox.nextCode();
      await loseMessages(database, person.accountId, "bounced");
      if (!javaScriptEnabled) await verifyPage.open();
      const bounced = verifyPage.alert.filter({ hasText: "this address does not accept mail" });
      await expect(bounced).toBeVisible(untilItLooksAgain);
      await expect(bounced).toContainText("texted to you instead");
      const ways = page.getByRole("button", { name: /Send a new code|me instead/ });
      await expect(ways).toHaveText(["Text me instead", "Send a new code"]);
      await verifyPage.instead.click();
      const { code } = await createMailbox(siteUrl, person.phone).nextCode();
      await expect(verifyPage.alert).toHaveCount(0);
      await verifyPage.answer(code);
      await expect(page).toHaveURL(/\/account$/);
    });

    test("approves the shown lines when the first message could not be sent", async ({
      page,
      person,
      database,
      siteUrl,
    }) => {
      test.slow();
      const approvePage = await openApproval(page, person);
      await loseMessages(database, person.accountId, "failed");
      if (!javaScriptEnabled) await page.reload();
      await expect(approvePage.alert.filter({ hasText: "could not be sent" })).toBeVisible(untilItLooksAgain);
      await approvePage.instead.click();
      const { code, message } = await createMailbox(siteUrl, person.phone).nextCode();
      expect(message.channel).toBe("sms");
      await expect(approvePage.alert).toHaveCount(0);
      await approvePage.answer(code);
      await expect(page).toHaveURL(/\/account\/export\//);
    });
  });
}

test("the approval's page reports a message that came back, with ways out", async ({ page, person, database }) => {
  test.slow();
  const approvePage = await openApproval(page, person);
  await expect(slip(page, /Sent to/)).toBeVisible(untilItLooksAgain);
  await loseMessages(database, person.accountId, "bounced");
  await expect(approvePage.alert.filter({ hasText: "does not accept mail" })).toBeVisible(untilItLooksAgain);
  await expect(approvePage.instead).toBeVisible();
  await expect(approvePage.resend).toBeVisible();
  await expect(page.getByRole("link", { name: /Change it in your account/ })).toHaveAttribute("href", "/account");
  // The alert's text is announced once.
  await expect(slip(page, /Came back from/)).toHaveAttribute("aria-live", "off");
  await hasNoAxeViolation(page);
});

test.describe("with one verified address", () => {
  test.use({ twoStep: "email" });

  test("the page offers no other channel", async ({ page, person }) => {
    const verifyPage = await passwordStep(page, person);
    await expect(verifyPage.resend).toBeVisible();
    await expect(verifyPage.instead).toHaveCount(0);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours at 320 pixels`, () => {
    test.use({ colorScheme, viewport: { width: 320, height: 640 } });

    test("the ways out fit the window and pass axe", async ({ page, person, database }) => {
      await passwordStep(page, person);
      await person.mailbox.nextCode();
      await hasNoAxeViolation(page);
      await fitsTheWindow(page);
      await loseMessages(database, person.accountId, "failed");
      const verifyPage = new VerifyPage(page);
      await verifyPage.open();
      await verifyPage.refuses(/could not be sent/);
      await hasNoAxeViolation(page);
      await fitsTheWindow(page);
    });
  });
}

test("the page checks the delivery only while it is visible", async ({ page, person }) => {
  const looks = () => requests.length;
  const requests: string[] = [];
  await passwordStep(page, person);
  await person.mailbox.nextCode();
  await page.clock.install();
  await page.reload();
  page.on("request", (request) => {
    if (request.headers().rsc) requests.push(request.url());
  });
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, value: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await page.clock.fastForward(30_000);
  expect(looks()).toBe(0);
  await page.evaluate(() => {
    Object.defineProperty(document, "hidden", { configurable: true, value: false });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await expect.poll(looks).toBe(1);
  await page.clock.runFor(300_000);
  // Checks are one, two, four and up to sixty seconds apart, until the code has ended.
  await expect.poll(looks).toBeGreaterThan(6);
  const last = looks();
  expect(last).toBeLessThan(14);
  await page.clock.runFor(300_000);
  expect(looks()).toBe(last);
});
