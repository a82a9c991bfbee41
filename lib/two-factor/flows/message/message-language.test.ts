import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAccountChanges } from "@/lib/two-factor/store/account/account-changes";
import { openTestApproval } from "@/lib/two-factor/testing/approval";

let bench: Awaited<ReturnType<typeof openTestApproval>>;
beforeAll(async () => {
  bench = await openTestApproval();
});
afterAll(() => bench.close());

const choose = (accountId: string, locale: string) =>
  createAccountChanges({ database: bench.database, limits: bench.ports.limits }).chooseLanguage({ accountId, locale });
const lastMessage = () => bench.mailbox.at(-1);

describe("the language of a message", () => {
  it("is that of the request while the person has chosen none", async () => {
    const { accountId } = await bench.account();
    const browser = bench.browser(accountId);
    browser.context.locale = "de";
    await browser.begin();
    expect(lastMessage()?.locale).toBe("de");
  });

  // Attack: whoever has the password asks for the code in a language that the owner does not read, so that the
  // warning in the message ("was this not you?") warns nobody.
  it("is what the person chose, whatever a request asks for, also for a second code", async () => {
    const { accountId } = await bench.account();
    await choose(accountId, "de");
    const browser = bench.browser(accountId);
    await browser.begin();
    expect(lastMessage()?.locale).toBe("de");
    await bench.elapse(61);
    expect(await browser.resend()).toEqual({ ok: true });
    expect(lastMessage()?.locale).toBe("de");
  });

  it("is that of the sealed lines for an approval, from its first code to its last", async () => {
    const shopper = await bench.shopper();
    await choose(shopper.accountId, "de");
    const approvalId = await shopper.mustPropose();
    expect(lastMessage()).toMatchObject({ locale: "de", approval: { lines: [{ label: "Ware" }, { label: "Summe" }] } });
    await choose(shopper.accountId, "en");
    await bench.elapse(61);
    expect(await shopper.resend(approvalId)).toEqual({ ok: true, state: "sent" });
    expect(lastMessage()).toMatchObject({ locale: "de", approval: { lines: [{ label: "Ware" }, { label: "Summe" }] } });
    expect(await shopper.view(approvalId)).toMatchObject({ locale: "de" });
  });
});
