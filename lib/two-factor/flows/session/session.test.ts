// Attack: a session is opened without its second step, or lives on after its owner ended it.
// Sessions are rows that are looked at every time; the store decides in the statement that writes.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endSession } from "@/lib/two-factor/flows/session/end-session";
import { openSession } from "@/lib/two-factor/flows/session/open-session";
import { readSession } from "@/lib/two-factor/flows/session/read-session";
import { openTestSignIn } from "@/lib/two-factor/testing/sign-in";

let bench: Awaited<ReturnType<typeof openTestSignIn>>;
beforeAll(async () => {
  bench = await openTestSignIn();
});
afterAll(() => bench.close());

async function signedIn() {
  const { accountId } = await bench.account();
  const browser = bench.browser(accountId);
  await browser.begin();
  const answered = await browser.answer(browser.code());
  if (!answered.ok) throw new Error("The right code was refused");
  return { accountId, browser, sessionId: answered.sessionId };
}

describe("a session", () => {
  it("after the second step says who it is and how that was proved", async () => {
    const { accountId, sessionId } = await signedIn();
    expect(await readSession(bench.ports, { sessionId })).toEqual({
      accountId,
      amr: ["pwd", "mca", "email_code"],
      acr: "urn:countersign:acr:two-step",
      authenticatedAt: expect.any(Date),
    });
  });

  it("on the password alone is opened where the second step is off", async () => {
    const { accountId } = await bench.account({ enabled: false });
    const { context } = bench.browser(accountId);
    const sessionId = bench.ports.random.token();
    await openSession(bench.ports, { sessionId, accountId, amr: ["pwd"], context });
    expect(await readSession(bench.ports, { sessionId })).toMatchObject({
      accountId,
      amr: ["pwd"],
      acr: "urn:countersign:acr:password",
    });
  });

  it("on the password alone is refused where the second step is on", async () => {
    const { accountId } = await bench.account();
    const { context } = bench.browser(accountId);
    const refused = { ok: false, refusal: { code: "not-pending" } };
    expect(await openSession(bench.ports, { sessionId: "s", accountId, amr: ["pwd"], context })).toEqual(refused);
  });

  it("ends at once, and its id is worth nothing afterwards", async () => {
    const { browser, sessionId } = await signedIn();
    await endSession(bench.ports, { sessionId, because: "sign-out", context: browser.context });
    expect(await readSession(bench.ports, { sessionId })).toBeNull();
  });

  it("ends after an hour without a request and after a day in any case", async () => {
    const { sessionId } = await signedIn();
    await bench.elapse(3_601);
    expect(await readSession(bench.ports, { sessionId })).toBeNull();

    const { sessionId: busy } = await signedIn();
    for (let halfHours = 0; halfHours < 47; halfHours += 1) {
      await bench.elapse(1_800);
      expect(await readSession(bench.ports, { sessionId: busy })).not.toBeNull();
    }
    await bench.elapse(1_801);
    expect(await readSession(bench.ports, { sessionId: busy })).toBeNull();
  });

  it("is not found by the hash that the database holds", async () => {
    const { sessionId } = await signedIn();
    expect(await readSession(bench.ports, { sessionId: bench.ports.hash(sessionId) })).toBeNull();
  });

  it("is read in one statement", async () => {
    const { sessionId } = await signedIn();
    bench.statements.count = 0;
    await readSession(bench.ports, { sessionId });
    expect(bench.statements.count).toBe(1);
  });
});
