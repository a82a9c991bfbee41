import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

async function comeBack({ enabled = false } = {}) {
  const person = await createPerson(opened, { enabled });
  const browser = person.browser();
  const authenticatedAt = new Date(0);
  const session = { ...browser.newSession(), amr: [], acr: "urn:one", maxAgeSeconds: 1000, authenticatedAt };
  const { context } = browser;
  const adopt = () => opened.store.adoptSession({ session, context });
  return { person, browser, session, context, adopt, read: () => opened.store.readSession(session.idHash) };
}

describe("adopting a session from before", () => {
  it("writes its row once, proved at no known moment, and says so in the trail", async () => {
    const { person, adopt, read } = await comeBack();
    const all = await Promise.all([1, 2, 3, 4].map(adopt));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await read()).toMatchObject({ accountId: person.accountId, amr: [], authenticatedAt: new Date(0) });
    expect(await person.events()).toEqual(["session_created"]);
  });

  it("is refused where the second step is on", async () => {
    const { adopt, read } = await comeBack({ enabled: true });
    expect([await adopt(), await read()]).toEqual([false, null]);
  });

  it("is refused once the account's version was raised", async () => {
    const { person, browser, adopt, read } = await comeBack();
    const other = { ...browser.newSession(), idHash: randomUUID() };
    await opened.store.openSession({ session: other, accountVersion: null, context: browser.context });
    await person.set({ version: 1 });
    expect([await adopt(), await read()]).toEqual([false, null]);
  });

  it("makes no row anew that has ended", async () => {
    const { session, context, adopt, read } = await comeBack();
    await adopt();
    await opened.store.revokeSession({ idHash: session.idHash, because: "sign-out", context });
    expect([await adopt(), await read()]).toEqual([false, null]);
  });
});

describe("a session that lasts as long as the application's", () => {
  it("goes on while it is used, and ends when it was not used for longer than that", async () => {
    const { session, adopt, read } = await comeBack();
    await adopt();
    for (let each = 0; each < 3; each += 1) {
      await opened.elapse(900);
      expect(await read()).not.toBeNull();
    }
    await opened.elapse(1_300);
    expect(await read()).toBeNull();
    const row = await opened.database.twoFactorSession.findUnique({ where: { idHash: session.idHash } });
    expect(row?.revokedAt).toBeNull();
  });
});
