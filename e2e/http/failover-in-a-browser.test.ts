import { type Browser, chromium, type Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Site, startSite } from "@/e2e/fixtures/http-site";
import { type MailServer, type Resend, startMailServer, startResend } from "@/e2e/fixtures/local-providers";
import { createMailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";
import { refused } from "@/lib/two-factor/testing/provider-server";
import { findChromium } from "@/scripts/test/chromium.mjs";

// The other browser tests use a site without providers. This site has two, and they fail on demand.
let site: Site;
let resend: Resend;
let mail: MailServer;
let browser: Browser;
beforeAll(async () => {
  [resend, mail] = await Promise.all([startResend(), startMailServer()]);
  resend.behave([refused(500, "internal_server_error")]);
  site = await startSite({ env: { ...resend.env, ...mail.env } });
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  browser = await chromium.launch({ executablePath: findChromium(), args: [...asRoot, "--disable-gpu"] });
});
afterAll(async () => {
  await browser.close();
  await Promise.all([resend.stop(), mail.stop()]);
  await site.stop();
});

// The provider is called up to three times, and the page checks again after one, two, four and more seconds.
const patience = { timeout: 45_000 };

async function enterPassword(): Promise<{ page: Page; person: Person }> {
  const person = await createPerson(site.database);
  const page = await browser.newPage({ baseURL: site.url, locale: "en-GB" });
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/verify");
  return { page, person };
}

async function enterCode(page: Page, { email }: Person) {
  const { code } = await createMailbox(site.url, email).nextCode();
  await page.getByLabel("Six-digit code").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL("**/account");
}

describe("while Resend is down, in a browser", () => {
  test("the code comes by the mail server, and the page says so without being reloaded", async () => {
    const { page, person } = await enterPassword();
    await page.getByText(/^Sent to/).waitFor(patience);
    expect(mail.received.filter(({ to }) => to.includes(person.email))).toHaveLength(1);
    await enterCode(page, person);
    await page.close();
  });

  test("and the mail server with it, the page says that nothing was sent; once one is back, a new code comes", async () => {
    mail.behave((socket) => void socket.destroy());
    const { page, person } = await enterPassword();
    const refusal = page.getByRole("alert").filter({ hasText: "could not be sent" });
    await refusal.waitFor(patience);
    mail.behave();
    await page.getByRole("button", { name: "Send a new code" }).click();
    await page.getByText(/^Sent to/).waitFor(patience);
    expect(await refusal.count()).toBe(0);
    await enterCode(page, person);
    await page.close();
  });
});
