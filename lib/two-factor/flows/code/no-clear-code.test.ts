// Attack: someone reads the database, a backup of it or the logs, and finds a code or a token that still works.
// Every code, token and session id of a whole run is searched for in every row and every log line.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());

async function everyRow(): Promise<string> {
  const rows = await bench.database.$queryRaw`
    SELECT to_json(t)::text AS row FROM two_factor_account t
    UNION ALL SELECT to_json(t)::text FROM two_factor_pending_sign_in t
    UNION ALL SELECT to_json(t)::text FROM two_factor_challenge t
    UNION ALL SELECT to_json(t)::text FROM two_factor_delivery t
    UNION ALL SELECT to_json(t)::text FROM two_factor_session t
    UNION ALL SELECT to_json(t)::text FROM two_factor_audit_event t`;
  return JSON.stringify(rows);
}

it("no code, token or session id is kept in clear, anywhere", async () => {
  const { accountId } = await bench.account();
  const browser = bench.browser(accountId);
  await browser.begin();
  await browser.answer(browser.wrongCode());
  await bench.elapse(61);
  bench.provider.send = () => Promise.reject(new Error("socket hang up"));
  await browser.resend();
  await browser.answer(browser.codes[0]);
  const signedIn = await browser.answer(browser.code());

  const secrets = [...browser.codes, browser.cookie.pendingToken, signedIn.ok && signedIn.sessionId];
  expect(secrets).toHaveLength(4);
  const kept = `${await everyRow()}${JSON.stringify(bench.log)}`;
  expect(kept).toContain(accountId);
  expect(kept).toContain("delivery_sent");
  for (const secret of secrets) {
    expect(secret).toBeTruthy();
    // Six digits inside a longer run of digits, such as a time's fraction, are no code.
    const alone = new RegExp(`(?<![0-9A-Za-z_-])${secret}(?![0-9A-Za-z_-])`);
    expect(kept).not.toMatch(alone);
  }
});
