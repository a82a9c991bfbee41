import type { Page } from "@playwright/test";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { expect, type Protagonist, passwordStep, test } from "@/e2e/fixtures/test";
import { AccountPage } from "@/e2e/pages/account-page";
import { ApprovePage } from "@/e2e/pages/approve-page";
import { approve, proposeOrder } from "@/e2e/shop/shopping";

async function signIn(page: Page, person: Protagonist) {
  const verifyPage = await passwordStep(page, person);
  await verifyPage.answer((await person.mailbox.nextCode()).code);
  await new AccountPage(page).isShown();
  await person.elapse(1.1);
}

test("after a purchase, a notice has the approved lines and a receipt that opens for its owner alone", async ({
  page,
  person,
  browser,
}) => {
  await proposeOrder(page, person);
  const shown = await page.getByRole("region", { name: "You are approving" }).getByRole("definition").allInnerTexts();
  await approve(page, (await person.mailbox.nextCode()).code);
  await expect(page.getByRole("heading", { name: "Order confirmed" })).toBeVisible();

  const { text, html } = await person.mailbox.notice("Your order");
  expect(shown.length).toBeGreaterThan(3);
  const readable = text.replace(/\s+/g, " ");
  for (const value of shown) expect(readable).toContain(value.replace(/\s+/g, " "));
  const address = text.match(/^Receipt: (\S+)$/m)?.[1] ?? "";
  expect(new URL(address).origin).toBe(new URL(page.url()).origin);
  expect(html.match(/href="([^"]*)"/g)).toEqual([`href="${address}"`]);

  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  for (const value of shown) await expect(page.getByText(value).first()).toBeVisible();

  const stranger = await browser.newPage();
  await stranger.goto(address);
  await expect(stranger).toHaveURL(/\/sign-in\?next=/);
  await stranger.close();
});

test("a sign-in from a new browser is notified, without a link", async ({ page, person }) => {
  await signIn(page, person);
  const { text, html } = await person.mailbox.notice("New sign-in to your account");
  expect(text).toContain("from a browser we have not seen there before");
  expect(text).not.toMatch(/https?:/);
  expect(html).not.toContain("href");
});

// Attack: take an account over by changing its address without the owner noticing.
// Defence: the old address gets a notice with the next steps.
test("the old address is notified that it was replaced", async ({ page, person, siteUrl }) => {
  const email = person.email.replace("@", "+new@");
  const theirs = createMailbox(siteUrl, email);
  await signIn(page, person);
  const account = new AccountPage(page);
  await account.open();
  await account.changeEmail(email);
  await new ApprovePage(page).answer((await person.mailbox.nextCode()).code);
  await expect(page.getByRole("heading", { name: "Confirm your new address" })).toBeVisible();
  await person.elapse(1.1);
  await page.goto("/account/email");
  await page.getByRole("button", { name: "Send a code to the new address" }).click();
  await new ApprovePage(page).answer((await theirs.nextCode()).code);
  await account.isShown();
  for (const mailbox of [person.mailbox, theirs]) {
    const { text } = await mailbox.notice("A change to the security of your account");
    expect(text).toContain("The email address of your account was changed.");
    expect(text).toMatch(/^- From then on: test-/m);
    expect(text).toContain("Was this not you? Then a stranger was in your account");
  }
});
