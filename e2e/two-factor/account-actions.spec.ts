import type { Page } from "@playwright/test";
import { createMailbox, type Mailbox } from "@/e2e/fixtures/mailbox";
import { expect, passwordStep, test } from "@/e2e/fixtures/test";
import { AccountPage } from "@/e2e/pages/account-page";
import { ApprovePage } from "@/e2e/pages/approve-page";
import { SignInPage } from "@/e2e/pages/sign-in-page";

// With two-step verification off, actions still ask for a code, and signing in takes one step.
test.use({ twoStep: "off" });

test.beforeEach(async ({ page, person, signInPage }) => {
  await signInPage.open("/account");
  await signInPage.submit(person);
  await new AccountPage(page).isShown();
});

async function approve(page: Page, mailbox: Mailbox) {
  const approvePage = new ApprovePage(page);
  await approvePage.isShown();
  await approvePage.answer((await mailbox.nextCode()).code);
}

/** Checks that the approval shows these texts and its code arrives in `mailbox`, then declines it. */
async function decline(page: Page, shows: string[], mailbox?: Mailbox) {
  const approvePage = new ApprovePage(page);
  await approvePage.isShown();
  for (const each of shows) await expect(approvePage.shown).toContainText(each);
  await mailbox?.nextCode();
  await approvePage.decline.click();
  await expect(page.getByRole("heading", { name: "Declined" })).toBeFocused();
}

test("a name is changed once it is approved; the same name and a declined one change nothing", async ({
  page,
  person,
}) => {
  const account = new AccountPage(page);
  await account.changeName(person.name);
  await expect(account.alert).toContainText("That is your name already.");
  await expect(account.alert).toBeFocused();
  await account.changeName("Kim Declined");
  await decline(page, ["Change your name", person.name, "Kim Declined"], person.mailbox);
  await account.open();
  await expect(account.personalData).toContainText(person.name);

  await person.elapse(1.1);
  await account.changeName("Kim Approved");
  await approve(page, person.mailbox);
  await account.isShown();
  await expect(account.personalData).toContainText("Kim Approved");
});

test("a delivery address is changed once it is approved; a faulty and a declined one change nothing", async ({
  page,
  person,
}) => {
  const account = new AccountPage(page);
  const home = { recipient: person.name, street: "Hafenstraße 7", postalCode: "20457", city: "Hamburg" };
  await account.changeAddress({ ...home, street: "", city: "" });
  await expect(account.alert).toContainText("Street and number and City");
  await expect(account.alert).toBeFocused();
  await account.changeAddress(home);
  await decline(page, ["Change your delivery address", "Hafenstraße 7"], person.mailbox);
  await account.open();
  await expect(account.personalData).not.toContainText("Hafenstraße 7");

  await person.elapse(1.1);
  await account.changeAddress(home);
  await approve(page, person.mailbox);
  await account.isShown();
  await expect(account.personalData).toContainText("Hafenstraße 7, 20457 Hamburg");
});

test.describe("an email address", () => {
  const newAddress = (email: string) => email.replace("@", "+new@");

  test("is changed by a code to the old and then a code to the new one", async ({ page, person, siteUrl }) => {
    const account = new AccountPage(page);
    await account.changeEmail(person.email);
    await expect(account.alert).toContainText("That is your address already.");
    await expect(page.getByRole("textbox", { name: "New email address" })).toHaveValue(person.email);
    await account.changeEmail("robin@example");
    await expect(account.alert).toContainText("not a complete email address");
    await expect(page.getByRole("textbox", { name: "New email address" })).toHaveValue("robin@example");

    await account.changeEmail(newAddress(person.email));
    await approve(page, person.mailbox);
    await expect(page.getByRole("heading", { name: "Confirm your new address" })).toBeVisible();
    await account.open();
    await expect(account.personalData).not.toContainText(newAddress(person.email));

    await person.elapse(1.1);
    await page.goto("/account/email");
    await page.getByRole("button", { name: "Send a code to the new address" }).click();
    await approve(page, createMailbox(siteUrl, newAddress(person.email)));
    await account.isShown();
    await expect(account.personalData).toContainText(newAddress(person.email));
  });

  test("stays as it is when the second half is declined", async ({ page, person }) => {
    const account = new AccountPage(page);
    await account.changeEmail(newAddress(person.email));
    await approve(page, person.mailbox);
    await page.getByRole("button", { name: "Send a code to the new address" }).click();
    await decline(page, ["Confirm your new email address", newAddress(person.email)]);
    await account.open();
    await expect(account.personalData).not.toContainText(newAddress(person.email));
  });
});

test("a declined download fetches nothing, and a declined new password leaves the old one", async ({
  page,
  person,
}) => {
  const account = new AccountPage(page);
  await account.downloadData();
  await decline(page, ["Download your personal data"]);
  await account.open();
  await account.changePassword(person.password, "amber quarry violin 12");
  await decline(page, ["Change your password"]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  const signInPage = new SignInPage(page);
  await signInPage.open("/account");
  await signInPage.submit(person);
  await account.isShown();
});

test("an account is deleted after the approval, and cannot be signed in to again", async ({
  page,
  person,
  signInPage,
}) => {
  const account = new AccountPage(page);
  await account.deleteAccount();
  await decline(page, ["Delete your account", person.email], person.mailbox);
  await page.goto("/account/deleted");
  await account.isShown();

  await person.elapse(1.1);
  await account.deleteAccount();
  await approve(page, person.mailbox);
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  await signInPage.open("/account");
  await signInPage.submit(person);
  await expect(signInPage.alert).toContainText("could not sign you in");
});

test("two-step verification is on only after a code was answered", async ({ page, person }) => {
  const theSwitch = page.getByRole("switch", { name: "Two-step verification" });
  await page.goto("/account/security");
  await theSwitch.click();
  await decline(page, ["Switch two-step verification on"], person.mailbox);
  await page.goto("/account/security");
  await expect(theSwitch).toHaveAttribute("aria-checked", "false");

  await person.elapse(1.1);
  await theSwitch.click();
  await approve(page, person.mailbox);
  await expect(page).toHaveURL(/\/account\/security$/);
  await expect(theSwitch).toHaveAttribute("aria-checked", "true");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  await person.elapse(1.1);
  await passwordStep(page, person);
});
