import { expect, type Locator, type Page } from "@playwright/test";

export class VerifyPage {
  readonly code: Locator;
  readonly continue: Locator;
  readonly resend: Locator;
  /** "Text me instead" or "Email me instead". */
  readonly instead: Locator;
  readonly alert: Locator;

  constructor(private readonly page: Page) {
    this.code = page.getByRole("textbox", { name: "Six-digit code" });
    this.continue = page.getByRole("button", { name: "Continue" });
    this.resend = page.getByRole("button", { name: "Send a new code" });
    this.instead = page.getByRole("button", { name: /^(Text|Email) me instead$/ });
    this.alert = page.locator("form").getByRole("alert");
  }

  async open() {
    await this.page.goto("/verify");
  }

  async answer(code: string) {
    await this.code.fill(code);
    await this.continue.click();
  }

  async isShown() {
    await expect(this.page).toHaveURL(/\/verify$/);
    await expect(this.code).toBeVisible();
  }

  async refuses(because: RegExp) {
    await expect(this.alert.filter({ hasText: because })).toBeVisible();
    await expect(this.page).toHaveURL(/\/verify$/);
  }
}
