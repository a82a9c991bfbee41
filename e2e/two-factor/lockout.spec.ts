import { expect, passwordStep, test } from "@/e2e/fixtures/test";
import { aWrongCode } from "@/e2e/fixtures/wrong-code";

// Attack: a stranger with the password guesses in one browser, and asks for a new code after each five guesses.
// Defence: after twenty wrong answers in a day the account accepts no code in any browser, not even the right one.
test("twenty wrong answers lock the codes, and then the right code is refused too", async ({
  browser,
  page,
  person,
}) => {
  const owner = await passwordStep(page, person);
  const ownersCode = await person.mailbox.nextCode();

  const context = await browser.newContext({ extraHTTPHeaders: { "X-Forwarded-For": "192.0.2.7" } });
  const attackersPage = await context.newPage();
  await person.elapse(1.05);
  const attacker = await passwordStep(attackersPage, person);
  for (let round = 0; round < 4; round += 1) {
    if (round > 0) {
      await person.elapse(1.05);
      await attacker.open();
      await attacker.resend.click();
    }
    const { code } = await person.mailbox.nextCode();
    for (let answer = 0; answer < 5; answer += 1) {
      await attacker.open();
      await attacker.answer(aWrongCode(code));
      await expect(attacker.alert.first()).toBeVisible();
    }
  }
  await context.close();

  await owner.answer(ownersCode.code);
  await expect(owner.alert.first()).toBeVisible();
  await expect(page).toHaveURL(/\/verify$/);
  // A new code would be refused too, so the page does not offer one.
  await expect(owner.resend).toHaveCount(0);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});
