import type { Page } from "@playwright/test";
import { createPerson } from "@/e2e/fixtures/person";
import {
  fallIdle,
  loseCookie,
  signIn,
  signInAgain,
  signInElsewhere,
  signOutElsewhere,
} from "@/e2e/fixtures/session-end";
import { expect, type Protagonist, test } from "@/e2e/fixtures/test";
import { ApprovePage } from "@/e2e/pages/approve-page";
import { SignInPage } from "@/e2e/pages/sign-in-page";

/** Types a name after the session has ended, and finds it in the form after signing in. */
async function findsNameAgain(page: Page, person: Protagonist) {
  await page.getByRole("textbox", { name: "New name" }).fill("Robin Rather-Different");
  await page.getByRole("button", { name: "Change name" }).click();
  await signInAgain(page, person);
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("status")).toContainText("Your input is still here");
  await expect(page.getByRole("textbox", { name: "New name" })).toHaveValue("Robin Rather-Different");
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a session that ended meanwhile, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("an approval is found again after signing in, and one press proposes the same", async ({
      page,
      person,
      database,
    }) => {
      await signIn(page, person, "/account/security");
      await page.getByRole("switch", { name: "Two-step verification" }).click();
      const approvePage = new ApprovePage(page);
      await approvePage.isShown();
      const address = page.url();
      const old = await person.mailbox.nextCode();
      await fallIdle(database, person);
      await approvePage.answer(old.code);
      await signInAgain(page, person);
      await expect(page).toHaveURL(address);
      await expect(page.getByRole("heading", { name: "You were signed out meanwhile" })).toBeVisible();
      await expect(page.getByText("Switch two-step verification off")).toBeVisible();
      await page.getByRole("button", { name: "Propose it again" }).click();
      await expect(page).not.toHaveURL(address);
      await approvePage.isShown();
      await approvePage.answer((await person.mailbox.nextCode()).code);
      await expect(page).toHaveURL(/\/account\/security$/);
      await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "false");
    });

    test("a typed name is found again after signing in, and one press proposes it", async ({
      page,
      person,
      database,
    }) => {
      await signIn(page, person, "/account");
      await fallIdle(database, person);
      await findsNameAgain(page, person);
      await page.getByRole("button", { name: "Change name" }).click();
      const approvePage = new ApprovePage(page);
      await approvePage.isShown();
      await expect(approvePage.shown).toContainText("Robin Rather-Different");
      await page.goto("/account");
      await expect(page.getByRole("textbox", { name: "New name" })).toHaveValue(person.name);
    });

    test("a typed address is found again, and so is a new e-mail address; a password is not", async ({
      page,
      person,
      database,
    }) => {
      await signIn(page, person, "/account");
      await fallIdle(database, person);
      await page.getByRole("textbox", { name: "Street and number" }).fill("Hafenstraße 7");
      await page.getByRole("textbox", { name: "Recipient" }).fill("Robin Fixture");
      await page.getByRole("textbox", { name: "Postal code" }).fill("20457");
      await page.getByRole("textbox", { name: "City" }).fill("Hamburg");
      await page.getByRole("button", { name: "Change delivery address" }).click();
      await signInAgain(page, person);
      await expect(page.getByRole("textbox", { name: "Street and number" })).toHaveValue("Hafenstraße 7");
      await expect(page.getByRole("textbox", { name: "City" })).toHaveValue("Hamburg");
      await fallIdle(database, person);
      await page.getByLabel("Current password").fill(person.password);
      await page.getByLabel("New password").fill("amber quarry violin 12");
      await page.getByRole("button", { name: "Change password" }).click();
      await signInAgain(page, person);
      await expect(page.getByLabel("New password")).toHaveValue("");
    });

    for (const [end, ending] of [
      ["lost its cookie", loseCookie],
      ["was ended in another tab", signOutElsewhere],
    ] as const) {
      test(`input is kept when the session ${end}`, async ({ page, person }) => {
        await signIn(page, person, "/account");
        await ending(page);
        await findsNameAgain(page, person);
      });
    }

    test("input is kept when the person has signed in again in another tab", async ({ page, person }) => {
      await signIn(page, person, "/account");
      await page.getByRole("textbox", { name: "New name" }).fill("Robin Rather-Different");
      await signInElsewhere(page, person);
      await page.getByRole("button", { name: "Change name" }).click();
      await expect(page.getByRole("status")).toContainText("Your input is still here");
      await expect(page).toHaveURL(/\/account$/);
      const name = page.getByRole("textbox", { name: "New name" });
      await expect(name).toHaveValue("Robin Rather-Different");
      await page.getByRole("button", { name: "Change name" }).click();
      await new ApprovePage(page).isShown();
    });

    test("a code that is typed after the cookie was lost leads back to its approval", async ({ page, person }) => {
      await signIn(page, person, "/account/security");
      await page.getByRole("switch", { name: "Two-step verification" }).click();
      const approvePage = new ApprovePage(page);
      await approvePage.isShown();
      const address = page.url();
      const { code } = await person.mailbox.nextCode();
      await loseCookie(page);
      await approvePage.answer(code);
      await signInAgain(page, person);
      await expect(page).toHaveURL(address);
      await expect(page.getByRole("button", { name: "Propose it again" })).toBeVisible();
      await page.goto("/account/security");
      await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "true");
    });

    test("a typed number is kept, also an invalid one", async ({ page, person }) => {
      await signIn(page, person, "/account/security/phone");
      await loseCookie(page);
      await page.getByLabel("Mobile number").fill("0151 23456789");
      await page.getByRole("button", { name: "Continue" }).click();
      await signInAgain(page, person);
      await expect(page).toHaveURL(/\/phone$/);
      await expect(page.getByRole("status")).toContainText("Your input is still here");
      await expect(page.getByLabel("Mobile number")).toHaveValue("0151 23456789");
    });

    test("a typed address is kept, also an invalid one", async ({ page, person }) => {
      await signIn(page, person, "/account");
      await loseCookie(page);
      await page.getByRole("textbox", { name: "Street and number" }).fill("Hafenstraße 7");
      await page.getByRole("button", { name: "Change delivery address" }).click();
      await signInAgain(page, person);
      await expect(page.getByRole("textbox", { name: "Street and number" })).toHaveValue("Hafenstraße 7");
    });
  });
}

// Attack: use the computer of a person who was signed out, sign in with one's own account, and read their input.
// Defence: the input belongs to the account that typed it. Another account sees its own data in the form.
test("another account in the same browser does not see the input", async ({ page, person, database }) => {
  const stranger = await createPerson(database, { twoStep: "off" });
  await signIn(page, person, "/account");
  await fallIdle(database, person);
  await page.getByRole("textbox", { name: "New name" }).fill("Robin Rather-Different");
  await page.getByRole("button", { name: "Change name" }).click();
  const signInPage = new SignInPage(page);
  await signInPage.isShown();
  await signInPage.submit(stranger);
  await expect(page.getByRole("textbox", { name: "New name" })).toHaveValue(stranger.name);
  await expect(page.getByRole("status")).toHaveCount(0);
});

// Attack: one person leaves a form open, another one signs in and sends the form.
test("a form of another account does nothing, and its input is not shown", async ({ page, person, database }) => {
  const stranger = await createPerson(database, { twoStep: "off" });
  await signIn(page, person, "/account");
  await page.getByRole("textbox", { name: "New name" }).fill("Robin Rather-Different");
  await signOutElsewhere(page);
  const tab = await page.context().newPage();
  const signInPage = new SignInPage(tab);
  await signInPage.open("/account");
  await signInPage.submit(stranger);
  await expect(tab.getByRole("button", { name: "Sign out" })).toBeVisible();
  await page.getByRole("button", { name: "Change name" }).click();
  await expect(page.getByText(stranger.email)).toBeVisible();
  await expect(page).toHaveURL(/\/account$/);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "New name" })).toHaveValue(stranger.name);
  await expect(page.getByRole("status")).toHaveCount(0);
  const { rows } = await database.query("SELECT FROM two_factor_approval WHERE account_id = ANY ($1)", [
    [person.accountId, stranger.accountId],
  ]);
  expect(rows).toEqual([]);
});

test("a password can be shown and hidden, by keyboard too, and is sent hidden", async ({ page, person }) => {
  const signInPage = new SignInPage(page);
  await signInPage.open();
  await signInPage.password.fill(person.password);
  const button = page.getByRole("button", { name: "Show password" });
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await signInPage.password.press("Tab");
  await expect(button).toBeFocused();
  await page.keyboard.press("Space");
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(signInPage.password).toHaveAttribute("type", "text");
  await expect(signInPage.password).toHaveValue(person.password);
  await button.press("Enter");
  await expect(signInPage.password).toHaveAttribute("type", "password");
});
