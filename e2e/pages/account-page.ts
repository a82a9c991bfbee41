import { expect, type Locator, type Page } from "@playwright/test";

/** The changes on /account. Each leads to an approval or shows a refusal in `alert`. */
export class AccountPage {
  readonly alert: Locator;
  readonly personalData: Locator;

  constructor(private readonly page: Page) {
    this.alert = page.locator("form").getByRole("alert");
    this.personalData = page.getByRole("region", { name: "Personal data" });
  }

  async open() {
    await this.page.goto("/account");
    await this.isShown();
  }

  async isShown() {
    await expect(this.page).toHaveURL(/\/account$/);
    await expect(this.personalData).toBeVisible();
  }

  async changeName(name: string) {
    await this.page.getByRole("textbox", { name: "New name" }).fill(name);
    await this.press("Change name");
  }

  async changeEmail(email: string) {
    await this.page.getByRole("textbox", { name: "New email address" }).fill(email);
    await this.press("Change email address");
  }

  async changeAddress(address: { recipient: string; street: string; postalCode: string; city: string }) {
    const fields = { recipient: "Recipient", street: "Street and number", postalCode: "Postal code", city: "City" };
    for (const [key, name] of Object.entries(fields) as [keyof typeof fields, string][]) {
      await this.page.getByRole("textbox", { name }).fill(address[key]);
    }
    await this.press("Change delivery address");
  }

  async changePassword(current: string, wanted: string) {
    await this.page.getByRole("textbox", { name: "Current password" }).fill(current);
    await this.page.getByRole("textbox", { name: "New password" }).fill(wanted);
    await this.press("Change password");
  }

  downloadData() {
    return this.press("Download your data");
  }

  deleteAccount() {
    return this.press("Delete your account");
  }

  private press(name: string) {
    return this.page.getByRole("button", { name, exact: true }).click();
  }
}
