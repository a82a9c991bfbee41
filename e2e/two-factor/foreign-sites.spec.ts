import type { Page } from "@playwright/test";
import { startForeignSite } from "@/e2e/fixtures/foreign-site";
import { expect, passwordStep, test } from "@/e2e/fixtures/test";

// Attack: a script, a picture or a font of another site learns about the sign-in, or takes over the page.
// Defence: the pages load files of this site only.
test("all files that the pages of the sign-in load come from this site", async ({
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

/** The content of any page of this site, in a frame called "over". */
const framed = (page: Page) => page.frameLocator("#over").getByRole("contentinfo");

test.describe("in a frame of a foreign page", () => {
  // Attack: the page lies invisible over a foreign one, and the person clicks on it without seeing it.
  // Defence: the browser refuses to show the page in a frame.
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

  test("a page without these headers is shown, which the blank frames are compared with", async ({ page, siteUrl }) => {
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
