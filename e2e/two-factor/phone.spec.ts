import type { Page } from "@playwright/test";
import { createMailbox, type Mailbox } from "@/e2e/fixtures/mailbox";
import { fitsTheWindow, hasNoAxeViolation } from "@/e2e/fixtures/page-quality";
import { expect, type Protagonist, passwordStep, test } from "@/e2e/fixtures/test";
import { ApprovePage } from "@/e2e/pages/approve-page";

const security = "/account/security";
/** The number as page and message show it. */
const shown = (phone: string) => phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, "+1 $1 $2 $3");

/** Signs in and waits until the cool-down after the sign-in's code has passed. */
async function signIn(page: Page, person: Protagonist, next: string, mailbox = person.mailbox) {
  const verifyPage = await passwordStep(page, person, next);
  await verifyPage.answer((await mailbox.nextCode()).code);
  await expect(page.getByRole("button", { name: "Sign out" })).toBeVisible();
  await person.elapse(1.1);
}

async function typeNumber(page: Page, phone: string, country = "United States (+1)") {
  await page.getByLabel("Country", { exact: true }).selectOption(country);
  await page.getByLabel("Mobile number", { exact: true }).fill(phone);
  await page.getByRole("button", { name: "Continue" }).click();
}

/** Checks that page and message show the same lines, then enters the message's code. */
async function approve(page: Page, mailbox: Mailbox, words: string) {
  const approvePage = new ApprovePage(page);
  await approvePage.isShown();
  await expect(approvePage.shown).toContainText(words);
  const { code, message } = await mailbox.nextCode();
  expect(message.text).toContain(words);
  await approvePage.answer(code);
  await expect(page).not.toHaveURL(/\/approve\//);
}

async function confirmNumber(page: Page, phone: Mailbox, number: string) {
  await expect(page).toHaveURL(/\/phone\/confirm$/);
  await expect(page.getByText(shown(number))).toBeVisible();
  await page.getByRole("button", { name: "Send a code to the new number" }).click();
  await approve(page, phone, "Confirm your mobile number");
  await expect(page).toHaveURL(/\/account\/security$/);
}

const numberCard = (page: Page) => page.getByRole("region", { name: "Mobile number" });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a mobile number, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("is added with two codes, and the next sign-in comes by text message", async ({ page, person, siteUrl }) => {
      const phone = createMailbox(siteUrl, person.phone);
      await signIn(page, person, security);
      await page.getByRole("link", { name: "Add a mobile number" }).click();
      await expect(page.getByRole("region", { name: "Before you use text messages" })).toContainText("intercepted");
      await typeNumber(page, person.phone.replace("+1", ""));
      await approve(page, person.mailbox, "Add a mobile number");
      await confirmNumber(page, phone, person.phone);
      await expect(numberCard(page)).toContainText(`•••${person.phone.slice(-2)}`);

      await page.getByRole("button", { name: "Send codes by text message first" }).click();
      await approve(page, person.mailbox, "Choose where codes go first");
      await expect(page.getByRole("button", { name: "Send codes by email first" })).toBeVisible();
      await page.goto("/account");
      await expect(page.getByText(shown(person.phone))).toBeVisible();
      await page.getByRole("button", { name: "Sign out" }).click();
      await signIn(page, person, "/account", phone);
    });

    test("that may get no SMS is refused before anything is sent, and stays in the form", async ({ page, person }) => {
      await signIn(page, person, `${security}/phone`);
      const refused = async (phone: string, because: string, country?: string) => {
        await typeNumber(page, phone, country);
        await expect(page.locator("form").getByRole("alert")).toContainText(because);
        await expect(page.getByLabel("Mobile number", { exact: true })).toHaveValue(phone);
        await expect(page).toHaveURL(/\/phone$/);
      };
      const before = (await person.mailbox.codes()).length;
      await refused("12345", "not a complete phone number");
      await refused("030 123456", "mobile numbers only", "Germany (+49)");
      await refused("+33 6 12 34 56 78", "no text messages to this country");
      await refused("+1 900 555 1234", "mobile numbers only");
      expect(await person.mailbox.codes()).toHaveLength(before);
    });
  });
}

test.describe("a person whose codes go to a phone alone", () => {
  test.use({ twoStep: "sms" });

  test("changes the number, chooses email, and only then removes it", async ({ page, person, siteUrl }) => {
    const another = `+1500556${person.phone.slice(-4)}`;
    const [newPhone, email] = [createMailbox(siteUrl, another), createMailbox(siteUrl, person.email)];
    await signIn(page, person, security);
    await page.getByRole("button", { name: "Remove the number" }).click();
    await expect(page.locator("form").getByRole("alert")).toContainText("Our codes can go to this number only");

    await page.getByRole("link", { name: "Change the number" }).click();
    await typeNumber(page, another);
    await approve(page, person.mailbox, shown(another));
    await confirmNumber(page, newPhone, another);

    await page.getByRole("button", { name: "Send codes by email first" }).click();
    await approve(page, newPhone, "Choose where codes go first");
    await page.getByRole("button", { name: "Remove the number" }).click();
    await approve(page, email, "Remove your mobile number");
    await expect(page.getByRole("link", { name: "Add a mobile number" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Recent activity" })).toContainText("Change your mobile number");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`in ${colorScheme} colours, at 320 pixels`, () => {
    test.use({ colorScheme, viewport: { width: 320, height: 640 } });

    test("every page of it passes axe and scrolls in one direction only", async ({ page, person }) => {
      const isFit = async () => {
        await hasNoAxeViolation(page);
        await fitsTheWindow(page);
      };
      await signIn(page, person, security);
      await isFit();
      await page.goto(`${security}/phone/confirm`);
      await expect(page.getByRole("heading", { name: "Nothing to confirm" })).toBeVisible();
      await isFit();
      await page.goto(`${security}/phone`);
      await isFit();
      await typeNumber(page, "12345");
      await expect(page.locator("form").getByRole("alert")).toBeVisible();
      await isFit();
      await typeNumber(page, person.phone);
      await approve(page, person.mailbox, shown(person.phone));
      await expect(page.getByRole("button", { name: "Send a code to the new number" })).toBeVisible();
      await isFit();
    });
  });
}
