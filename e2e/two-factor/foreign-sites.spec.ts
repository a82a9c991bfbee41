import type { Page } from "@playwright/test";
import { startForeignSite } from "@/e2e/fixtures/foreign-site";
import { expect, passwordStep, test } from "@/e2e/fixtures/test";

// Attack: a script, a picture or a font from elsewhere learns who is signing in, or takes over the page.
// All that is loaded on the whole way is our own.
test("everything that is loaded on the way to the account comes from this site", async ({
  page,
  person,
  signInPage,
  siteUrl,
}) => {
  const loaded: { type: string; url: string }[] = [];
  page.on("request", (request) => loaded.push({ type: request.resourceType(), url: request.url() }));
  await page.goto("/");
  await signInPage.open();
  const verifyPage = await passwordStep(page, person);
  const { code } = await person.mailbox.nextCode();
  await verifyPage.answer(code);
  await expect(page).toHaveURL(/\/account$/);
  expect(loaded.filter(({ type }) => type === "script").length).toBeGreaterThan(0);
  const own = new URL(siteUrl).origin;
  expect(loaded.filter(({ url }) => !url.startsWith("data:") && new URL(url).origin !== own)).toEqual([]);
});

const framing = (address: URL) => `<h1>A nice game</h1><iframe id="over" src="${address}"></iframe>`;

/** What any page of ours has, in a frame called "over". */
const framed = (page: Page) => page.frameLocator("#over").getByRole("contentinfo");

test.describe("in a frame of a foreign page", () => {
  // Attack: the page lies invisible over a foreign one, and the person clicks what they do not see.
  // The browser shows it in no frame at all.
  for (const path of ["/", "/sign-in", "/verify", "/account"]) {
    test(`${path} stays blank`, async ({ page, person, siteUrl }) => {
      await passwordStep(page, person);
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      const foreign = await startForeignSite(framing(new URL(path, siteUrl)));
      await page.goto(foreign.url);
      await expect.poll(() => complaints.join("\n")).toMatch(/frame-ancestors|X-Frame-Options/i);
      await expect(framed(page)).toHaveCount(0);
      await foreign.stop();
    });
  }

  test("a page without our headers is shown, so that the blank above means something", async ({ page, siteUrl }) => {
    await page.route(`${siteUrl}/sign-in`, async (route) => {
      const { "content-security-policy": _, "x-frame-options": __, ...headers } = (await route.fetch()).headers();
      await route.fulfill({ response: await route.fetch(), headers });
    });
    const foreign = await startForeignSite(framing(new URL("/sign-in", siteUrl)));
    await page.goto(foreign.url);
    await expect(framed(page)).toBeVisible();
    await foreign.stop();
  });
});
