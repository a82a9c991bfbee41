// Attack: hold the old password, and sign in at the very moment in which its owner changes it and ends all other sessions.
// Defence: the account's row is waited for before anything is ended, so that a session being opened is seen and ended.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits as limits } from "@/lib/two-factor/core/limit/limits";
import { createAccountChanges } from "@/lib/two-factor/store/account/account-changes";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("ending the other sessions of an account", () => {
  it("ends one that is being opened at the same moment", async () => {
    const { accountId, browser } = await createPerson(opened);
    await opened.database.twoFactorAccount.update({ where: { accountId }, data: { enabledAt: null } });
    const { newSession, context } = browser();
    const session = newSession();
    const changing: Promise<void>[] = [];
    await opened.database.$transaction(async (tx) => {
      await createPostgresStore({ database: tx, limits }).openSession({ session, accountVersion: null, context });
      changing.push(endOtherSessions(accountId));
      await pause(300);
    });
    await Promise.all(changing);
    expect(await opened.store.readSession(session.idHash)).toBeNull();
  });

  it("and completing sign-ins never wait for each other", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { accountId, browser, forgetSends } = await createPerson(opened);
      const browsers = Array.from({ length: 4 }, () => browser());
      const ready = [];
      for (const each of browsers) {
        await forgetSends();
        const challenge = await each.mustIssue();
        const begun = await each.openPending();
        ready.push(() => each.answerRight(challenge.id, begun?.pending.id ?? ""));
      }
      const work = [...ready.map((answer) => answer()), endOtherSessions(accountId), endOtherSessions(accountId)];
      const settled = await Promise.allSettled(work);
      expect(settled.filter(({ status }) => status === "rejected")).toEqual([]);
    }
  });
});

/** As an action does: its own rows first, and all of it in one transaction. */
function endOtherSessions(accountId: string): Promise<void> {
  return opened.database.$transaction(async (tx) => {
    await createAccountChanges({ database: tx, limits }).endOtherSessions({ accountId, exceptIdHash: null });
    await pause(5);
    await tx.$queryRaw`SELECT FROM two_factor_account WHERE account_id = ${accountId} FOR UPDATE`;
  });
}
