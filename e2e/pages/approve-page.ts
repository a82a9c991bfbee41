import { expect, type Locator, type Page } from "@playwright/test";

export class ApprovePage {
  readonly shown: Locator;
  readonly code: Locator;
  readonly approve: Locator;
  readonly decline: Locator;
  readonly resend: Locator;
  /** "Text me instead" or "Email me instead". */
  readonly instead: Locator;
  readonly alert: Locator;

  constructor(private readonly page: Page) {
    this.shown = page.getByRole("region", { name: "You are approving" });
    this.code = page.getByRole("textbox", { name: "Six-digit code" });
    this.approve = page.getByRole("button", { name: "Approve" });
    this.decline = page.getByRole("button", { name: "Decline" });
    this.resend = page.getByRole("button", { name: "Send a new code" });
    this.instead = page.getByRole("button", { name: /^(Text|Email) me instead$/ });
    this.alert = page.locator("form").getByRole("alert");
  }

  async isShown() {
    await expect(this.page).toHaveURL(/\/approve\/[\w-]{43}$/);
    await expect(this.shown).toBeVisible();
  }

  async answer(code: string) {
    await this.code.fill(code);
    await this.approve.click();
  }
}
