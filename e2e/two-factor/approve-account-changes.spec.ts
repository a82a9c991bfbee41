import type { Page } from "@playwright/test";
import { expect, type Protagonist, passwordStep, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";
import { ApprovePage } from "@/e2e/pages/approve-page";

/** Signs in and waits until the cool-down after the sign-in's code has passed. */
async function signIn(page: Page, person: Protagonist, next: string) {
  const verifyPage = await passwordStep(page, person, next);
  await verifyPage.answer((await person.mailbox.nextCode()).code);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await person.elapse(1.1);
}

async function proposeSwitch(page: Page): Promise<ApprovePage> {
  await page.getByRole("switch", { name: "Two-step verification" }).click();
  const approvePage = new ApprovePage(page);
  await approvePage.isShown();
  return approvePage;
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`switching two-step verification, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("page and message show the same lines, and the message's code switches it off", async ({ page, person }) => {
      await signIn(page, person, "/account/security");
      const approvePage = await proposeSwitch(page);
      const { code, message } = await person.mailbox.nextCode();
      await expect(approvePage.shown).toContainText("Switch two-step verification off");
      expect(message.text).toContain("Action: Switch two-step verification off");
      await approvePage.answer(aWrongCode(code));
      await expect(approvePage.alert).toContainText("4 attempts left");
      await approvePage.answer(code);
      await expect(page).toHaveURL(/\/account\/security$/);
      await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "false");
      await page.getByRole("region", { name: "Recent activity" }).getByRole("link").click();
      await expect(page.getByText("Switch two-step verification off")).toBeVisible();
    });

    test("after declining, nothing changes and the code no longer works", async ({ page, person }) => {
      await signIn(page, person, "/account/security");
      const approvePage = await proposeSwitch(page);
      await person.mailbox.nextCode();
      await approvePage.decline.click();
      await expect(page.getByRole("heading", { name: "Declined" })).toBeVisible();
      await expect(approvePage.code).toHaveCount(0);
      await page.goto("/account/security");
      await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "true");
    });
  });
}

test("a person downloads their data after approving it, and other people cannot", async ({ page, person, browser }) => {
  await signIn(page, person, "/account");
  await page.getByRole("button", { name: "Download your data" }).click();
  const approvePage = new ApprovePage(page);
  await approvePage.isShown();
  await approvePage.answer((await person.mailbox.nextCode()).code);
  const link = page.getByRole("link", { name: "Download the file" });
  const path = (await link.getAttribute("href")) ?? "";
  const data = await (await page.request.get(path)).json();
  expect(data.person).toMatchObject({ email: person.email, name: person.name });
  expect(JSON.stringify(data)).not.toContain("argon2");
  const stranger = await browser.newPage();
  expect((await stranger.request.get(new URL(path, page.url()).href)).status()).toBe(404);
  await stranger.close();
});

// Attack: another signed-in person opens, answers or declines an approval whose address they know.
// Defence: the page reveals neither the approval's lines nor its existence, and nothing is executed.
test("an approval does not exist for other people", async ({ page, person, browser }) => {
  await signIn(page, person, "/account/security");
  await proposeSwitch(page);
  const address = page.url();
  const stranger = await browser.newPage();
  await stranger.goto(address);
  await expect(stranger).toHaveURL(/\/sign-in\?next=/);
  await stranger.close();
  await page.goto(`${address.slice(0, -1)}${address.endsWith("A") ? "B" : "A"}`);
  await expect(page.getByRole("heading", { name: "Nothing to approve here" })).toBeVisible();
});

test("a password is changed with the current one, a valid new one and a code", async ({ page, person }) => {
  await signIn(page, person, "/account");
  const change = async (current: string, wanted: string) => {
    await page.getByRole("textbox", { name: "Current password" }).fill(current);
    await page.getByRole("textbox", { name: "New password" }).fill(wanted);
    await page.getByRole("button", { name: "Change password" }).click();
  };
  await change(person.password, "too short");
  await expect(page.locator("form").getByRole("alert")).toContainText("at least 15");
  await change("not the right words 1", "amber quarry violin 12");
  await expect(page.locator("form").getByRole("alert")).toContainText("could not confirm your current password");
  await change(person.password, "amber quarry violin 12");
  await new ApprovePage(page).isShown();
  await new ApprovePage(page).answer((await person.mailbox.nextCode()).code);
  await expect(page).toHaveURL(/\/account$/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await passwordStep(page, { ...person, password: "amber quarry violin 12" });
});
