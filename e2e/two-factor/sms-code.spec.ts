import type { Page } from "@playwright/test";
import { expect, passwordStep, test } from "@/e2e/fixtures/test";

test.use({ twoStep: "sms" });

type Asked = { wanted: unknown; isEnded: boolean };
declare global {
  interface Window {
    asked: Asked[];
    smsArrives: (code: string) => void;
  }
}

/** A browser that can read SMS: `smsArrives` delivers one, `asked` holds the page's requests. */
async function readsTexts(page: Page) {
  await page.addInitScript(() => {
    window.asked = [];
    Object.defineProperty(window, "OTPCredential", { value: class {}, configurable: true });
    navigator.credentials.get = (wanted) =>
      new Promise((resolve, reject) => {
        const { signal, ...rest } = wanted ?? {};
        const asked = { wanted: rest, isEnded: false };
        window.asked.push(asked);
        window.smsArrives = (code) => resolve({ code } as unknown as Credential);
        signal?.addEventListener("abort", () => {
          asked.isEnded = true;
          reject(signal.reason);
        });
      });
  });
}

const arrives = (page: Page, code: string) => page.evaluate((text) => window.smsArrives(text), code);
const isAsked = (page: Page) => expect.poll(() => page.evaluate(() => window.asked.length)).toBeGreaterThan(0);

test("an SMS that the browser can read fills in the code, and the person sends it", async ({ page, person }) => {
  await readsTexts(page);
  const verifyPage = await passwordStep(page, person);
  const { code } = await person.mailbox.nextCode();
  await isAsked(page);
  expect(await page.evaluate(() => window.asked.at(-1)?.wanted)).toEqual({ otp: { transport: ["sms"] } });
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });
  await arrives(page, code);
  await expect(verifyPage.code).toHaveValue(code);
  await expect(page.getByRole("status").filter({ hasText: "has been filled in" })).toHaveCount(1);
  expect(posts).toEqual([]);
  await verifyPage.isShown();
  await verifyPage.continue.click();
  await expect(page).toHaveURL(/\/account$/);
});

test("typed input stays", async ({ page, person }) => {
  await readsTexts(page);
  const verifyPage = await passwordStep(page, person);
  const { code } = await person.mailbox.nextCode();
  await isAsked(page);
  await verifyPage.code.fill("12");
  await arrives(page, code);
  await expect(verifyPage.code).toHaveValue("12");
});

test("the page waits again for a new code, and stops waiting when a code was entered", async ({ page, person }) => {
  await readsTexts(page);
  const verifyPage = await passwordStep(page, person);
  await person.mailbox.nextCode();
  await isAsked(page);
  await person.elapse(1.1);
  await verifyPage.resend.click();
  const { code, reference } = await person.mailbox.nextCode();
  await expect(page.getByText(reference, { exact: true })).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.asked.map(({ isEnded }) => isEnded))).toEqual([true, false]);
  await verifyPage.answer("12");
  await verifyPage.refuses(/six digits/);
  expect(await page.evaluate(() => window.asked.map(({ isEnded }) => isEnded))).toEqual([true, true]);
  await verifyPage.answer(code);
  await expect(page).toHaveURL(/\/account$/);
});

test("a browser that cannot read SMS requests none, and the person types the code", async ({ page, person }) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, "OTPCredential");
    navigator.credentials.get = () => Promise.reject(new Error("the page asked for an SMS"));
  });
  const verifyPage = await passwordStep(page, person);
  await verifyPage.answer((await person.mailbox.nextCode()).code);
  await expect(page).toHaveURL(/\/account$/);
  expect(errors).toEqual([]);
});

test.describe("by e-mail", () => {
  test.use({ twoStep: "email" });

  test("the page does not wait for an SMS", async ({ page, person }) => {
    await readsTexts(page);
    await passwordStep(page, person);
    await person.mailbox.nextCode();
    expect(await page.evaluate(() => window.asked)).toEqual([]);
  });
});
