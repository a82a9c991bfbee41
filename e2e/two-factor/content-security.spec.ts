import { expect, passwordStep, test } from "@/e2e/fixtures/test";

test("the pages of the sign-in keep their content security policy", async ({ page, person, signInPage }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" && /content.security.policy/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto("/");
  await signInPage.open();
  const verifyPage = await passwordStep(page, person);
  const { code } = await person.mailbox.nextCode();
  await verifyPage.answer(code);
  await expect(page).toHaveURL(/\/account$/);
  await page.goto(`/inbox?to=${encodeURIComponent(person.email)}`);
  expect(complaints).toEqual([]);
});
