import type { Page } from "@playwright/test";
import { fitsTheWindow, hasNoAxeViolation } from "@/e2e/fixtures/page-quality";
import { expect, test } from "@/e2e/fixtures/test";

const mug = "/products/enamel-mug";

function cards(page: Page) {
  return page.getByRole("region", { name: "The catalogue" }).getByRole("listitem");
}

test("the home page shows every product with its picture and price", async ({ page }) => {
  await page.goto("/");
  await expect(cards(page)).toHaveCount(12);
  await expect(cards(page).first()).toContainText("Enamel mug");
  await expect(cards(page).first()).toContainText("€18.50");
  for (const picture of await page.getByRole("listitem").locator("img").all()) {
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }
});

test("a click anywhere on a card leads to its product", async ({ page }) => {
  await page.goto("/");
  await cards(page)
    .first()
    .click({ position: { x: 20, y: 20 } });
  await expect(page).toHaveURL(mug);
  await expect(page.getByRole("heading", { level: 1, name: "Enamel mug" })).toBeVisible();
  await expect(page.getByText("In stock")).toBeVisible();
  await expect(page).toHaveTitle(/Enamel mug/);
  await page.getByRole("link", { name: "All products" }).click();
  await expect(page).toHaveURL("/");
});

test("the address of an unknown product shows a page that says so", async ({ page }) => {
  for (const id of ["parasol", "%00", "enamel-mug%27--"]) {
    const response = await page.goto(`/products/${id}`);
    expect(response?.status(), id).toBe(404);
  }
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the shop passes axe in ${colorScheme} colours`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of ["/", mug]) {
      await page.goto(path);
      await hasNoAxeViolation(page);
    }
  });
}

test.describe("at 320 pixels", () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test("the shop does not scroll sideways", async ({ page }) => {
    for (const path of ["/", mug]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await fitsTheWindow(page);
    }
  });
});

test.describe("in a browser that asks for German", () => {
  test.use({ locale: "de-AT" });

  test("the shop and its prices are in German", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await page.getByRole("link", { name: "Gießkanne" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Gießkanne" })).toBeVisible();
    await expect(page.getByText("52,00\u00a0€")).toBeVisible();
    await expect(page.getByText("Auf Lager")).toBeVisible();
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the shop can be browsed", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("link", { name: "Binoculars" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Binoculars" })).toBeVisible();
  });
});
