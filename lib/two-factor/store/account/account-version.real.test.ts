// Attack: hold the old password, have it checked a moment before its owner changes it, and open the session a moment after:
// ending all sessions came too early for it. Where the second step is off, nothing else stands in between.
// Defence: the version that was read before the password was compared must still be the account's, in the statement that
// opens the session; ending sessions raises it under the account's lock, whether the account had a row before or not.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits as limits } from "@/lib/two-factor/core/limit/limits";
import { createAccountChanges } from "@/lib/two-factor/store/account/account-changes";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** An account of the application that the add-on has no row of. */
async function nobodyYet() {
  const { browser } = await createPerson(opened);
  const { newSession, context } = browser();
  const session = { ...newSession(), accountId: `account-${randomUUID()}` };
  const version = async () => (await opened.store.viewAccount(session)).version;
  return { session, context, version };
}

/** As a change of the password does: its own rows, the end of all sessions, and some time until it is committed. */
function endAll(accountId: string, milliseconds = 0): Promise<void> {
  return opened.database.$transaction(async (tx) => {
    await createAccountChanges({ database: tx, limits }).endOtherSessions({ accountId, exceptIdHash: null });
    await pause(milliseconds);
  });
}

describe("a session on a proof that no longer counts", () => {
  it("is not opened after the change, where the account has no row yet", async () => {
    const { session, context, version } = await nobodyYet();
    const accountVersion = await version();
    await endAll(session.accountId);
    expect(await opened.store.openSession({ session, accountVersion, context })).toBe(false);
    expect(await opened.store.openSession({ session, accountVersion: await version(), context })).toBe(true);
  });

  it("is waited with until a change under way is committed, and then not opened", async () => {
    const { session, context, version } = await nobodyYet();
    const accountVersion = await version();
    const changing = endAll(session.accountId, 400);
    await pause(150);
    expect(await opened.store.openSession({ session, accountVersion, context })).toBe(false);
    await changing;
  });

  it("does not live whichever comes first, fifty times", async () => {
    for (let round = 0; round < 50; round += 1) {
      const { session, context, version } = await nobodyYet();
      const accountVersion = await version();
      const opening = opened.store.openSession({ session, accountVersion, context });
      await Promise.all(round % 2 ? [opening, endAll(session.accountId)] : [endAll(session.accountId), opening]);
      expect(await opened.store.readSession(session.idHash)).toBeNull();
    }
  });

  it("does not even become a pending sign-in", async () => {
    const { accountId, browser } = await createPerson(opened);
    const { context } = browser();
    const pending = { id: randomUUID(), accountId, tokenHash: randomUUID(), amr: ["pwd" as const], returnPath: "/" };
    await endAll(accountId);
    expect(await opened.store.openPendingSignIn({ ...pending, accountVersion: 0, context })).toBeNull();
    expect(await opened.store.openPendingSignIn({ ...pending, accountVersion: 1, context })).not.toBeNull();
  });
});
