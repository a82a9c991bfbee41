import { expect, type Locator, type Page } from "@playwright/test";

export class SignInPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly button: Locator;
  readonly alert: Locator;

  constructor(private readonly page: Page) {
    const form = page.locator("form", { has: page.getByRole("button", { name: "Sign in", exact: true }) });
    this.email = form.getByRole("textbox", { name: "Email" });
    this.password = form.getByLabel("Password");
    this.button = form.getByRole("button", { name: "Sign in", exact: true });
    this.alert = form.getByRole("alert");
  }

  async open(next = "/account") {
    await this.page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  }

  async submit({ email, password }: { email: string; password: string }) {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.button.click();
  }

  async isShown() {
    await expect(this.page).toHaveURL(/\/sign-in(\?|$)/);
    await expect(this.button).toBeVisible();
  }
}
