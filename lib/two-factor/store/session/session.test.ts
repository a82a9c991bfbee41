import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

async function open(enabled = false) {
  const person = await createPerson(opened, { enabled });
  const browser = person.browser();
  const session = { ...browser.newSession(), amr: ["pwd" as const], acr: "urn:one" };
  const { context } = browser;
  return {
    person,
    session,
    context,
    isOpen: await opened.store.openSession({ session, accountVersion: null, context }),
  };
}

describe("a session", () => {
  it("opens on the password alone where the second step is off", async () => {
    const { person, session, isOpen } = await open();
    expect(isOpen).toBe(true);
    expect(await opened.store.readSession(session.idHash)).toEqual({
      accountId: person.accountId,
      amr: ["pwd"],
      acr: "urn:one",
      authenticatedAt: expect.any(Date),
    });
    expect(await person.events()).toEqual(["authn_password_success", "authn_login_success", "session_created"]);
  });

  // Attack: reach the way without a second step for an account that has it on.
  // The statement that writes the session looks at the account itself.
  it("does not open on the password alone where the second step is on", async () => {
    const { person, session, isOpen } = await open(true);
    expect(isOpen).toBe(false);
    expect(await opened.store.readSession(session.idHash)).toBeNull();
    expect(await person.events()).toEqual([]);
  });

  it("is nobody's for an id that was never given", async () => {
    expect(await opened.store.readSession("made-up")).toBeNull();
  });

  it("ends when it is revoked, at once and once", async () => {
    const { person, session, context } = await open();
    for (let time = 0; time < 2; time += 1) {
      await opened.store.revokeSession({ idHash: session.idHash, because: "sign-out", context });
      expect(await opened.store.readSession(session.idHash)).toBeNull();
    }
    expect((await person.events()).filter((event) => event === "session_revoked")).toHaveLength(1);
    expect(await opened.database.twoFactorSession.findUnique({ where: { idHash: session.idHash } })).toMatchObject({
      revokedAs: "sign-out",
    });
  });

  it("ends after an hour of silence", async () => {
    const { session } = await open();
    await opened.elapse(3599);
    expect(await opened.store.readSession(session.idHash)).not.toBeNull();
    await opened.elapse(3599);
    expect(await opened.store.readSession(session.idHash)).not.toBeNull();
    await opened.elapse(3601);
    expect(await opened.store.readSession(session.idHash)).toBeNull();
  });

  it("ends after a day, however busy", async () => {
    const { session } = await open();
    for (let hour = 0; hour < 24; hour += 1) {
      expect(await opened.store.readSession(session.idHash), `hour ${hour}`).not.toBeNull();
      await opened.elapse(3600 - 2);
    }
    expect(await opened.store.readSession(session.idHash)).not.toBeNull();
    await opened.elapse(50);
    expect(await opened.store.readSession(session.idHash)).toBeNull();
  });

  it("is marked seen at most once a minute", async () => {
    const { session } = await open();
    const lastSeen = async () =>
      (await opened.database.twoFactorSession.findUniqueOrThrow({ where: { idHash: session.idHash } })).lastSeenAt;
    const opening = await lastSeen();
    await opened.store.readSession(session.idHash);
    expect(await lastSeen()).toEqual(opening);
    await opened.elapse(61);
    await opened.store.readSession(session.idHash);
    expect((await lastSeen()).getTime()).toBeGreaterThanOrEqual(opening.getTime());
  });

  it("makes its browser known to its account and to no other", async () => {
    const { person, session, context } = await open();
    const { accountId, browserHash } = session;
    expect(await opened.store.viewAccount({ accountId, browserHash })).toMatchObject({ knowsBrowser: true });
    expect(await opened.store.viewAccount({ accountId, browserHash: "another" })).toMatchObject({
      knowsBrowser: false,
    });
    expect(await opened.store.viewAccount({ accountId: `not ${person.accountId}`, browserHash })).toMatchObject({
      knowsBrowser: false,
    });
    await opened.store.revokeSession({ idHash: session.idHash, because: "sign-out", context });
    expect(await opened.store.viewAccount({ accountId, browserHash })).toMatchObject({ knowsBrowser: true });
  });
});
