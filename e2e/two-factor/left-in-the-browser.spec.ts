import type { Page } from "@playwright/test";
import { expect, passwordStep, test } from "@/e2e/fixtures/test";

/** The data that a script could have stored. */
function stored(page: Page) {
  return page.evaluate(async () => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    readableCookies: document.cookie,
  }));
}

const nothing = { local: [], session: [], databases: [], caches: [], workers: 0, readableCookies: "" };

// Attack: another user of the computer, or an injected script, reads the data that the pages stored.
// Defence: the pages use no storage, and scripts cannot read the cookies.
test("a whole visit leaves no data that a script could read", async ({ page, person, signInPage }) => {
  await page.goto("/");
  await signInPage.open();
  await signInPage.submit({ email: person.email, password: "not the right words 1" });
  await expect(signInPage.alert).toBeVisible();
  const verifyPage = await passwordStep(page, person);
  expect(await stored(page)).toEqual(nothing);
  const { code } = await person.mailbox.nextCode();
  await verifyPage.answer("000000" === code ? "111111" : "000000");
  await verifyPage.refuses(/./);
  await verifyPage.answer(code);
  await expect(page).toHaveURL(/\/account$/);
  expect(await stored(page)).toEqual(nothing);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
  expect(await stored(page)).toEqual(nothing);
});

test("stored data would be found", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(async () => {
    localStorage.setItem("code", "1");
    sessionStorage.setItem("code", "2");
    await cookieStore.set("code", "3");
    indexedDB.open("codes");
  });
  await expect
    .poll(() => stored(page))
    .toMatchObject({
      local: [["code", "1"]],
      session: [["code", "2"]],
      databases: ["codes"],
      readableCookies: "code=3",
    });
});
