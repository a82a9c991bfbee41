// Attack: go on with a session, a pending sign-in or a sign-in under way after the operator disabled the account.
// Defence: the database ends them as soon as the column is set, and raises the account's version.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { hashPassword } from "@/lib/host/password/password";
import { openTestApprovals } from "@/lib/host/testing/approvals";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";

const password = "violet canyon teapot 7";
let host: TestHost;
let step: typeof import("@/lib/host/password/password-step");
let twoFactor: ReturnType<typeof openTestApprovals>["twoFactor"];

beforeAll(async () => {
  host = await startTestHost();
  step = await import("@/lib/host/password/password-step");
  twoFactor = openTestApprovals(host.db, []).twoFactor;
});

const context = { requestId: "r", ip: "192.0.2.9", userAgent: "test", browserHash: "own-browser", locale: "en" };

async function createOwner() {
  const accountId = randomUUID();
  const email = `${accountId}@example.com`;
  await host.db.user.create({
    data: { id: accountId, email, name: "Robin", passwordHash: await hashPassword(password) },
  });
  const proved = () => step.passwordStep({ email, password }, context);
  const enter = async () => {
    const first = await proved();
    if (!first.ok) throw new Error("The right password was refused");
    const sessionId = twoFactor.newSessionId();
    await open({ sessionId, accountId, accountVersion: first.accountVersion });
    return sessionId;
  };
  /** The statement of the operator; see docs/operations.md. */
  const disable = () => host.pool.query("UPDATE users SET disabled_at = now() WHERE email = $1", [email]);
  return { accountId, email, proved, enter, disable };
}

function open(input: { accountId: string; accountVersion: number; sessionId?: string }) {
  return twoFactor.openSession({ sessionId: twoFactor.newSessionId(), amr: ["pwd"], ...input, context });
}

describe("disabling a person", () => {
  it("ends their sessions at once, and records it in the trail", async () => {
    const owner = await createOwner();
    const [bystander, opened] = [await (await createOwner()).enter(), await owner.enter()];
    await owner.disable();
    expect(await twoFactor.readSession({ sessionId: opened })).toBeNull();
    expect(await twoFactor.readSession({ sessionId: bystander })).not.toBeNull();
    const [event] = await host.db.twoFactorAuditEvent.findMany({
      where: { accountId: owner.accountId, event: "session_revoked" },
    });
    expect(event?.detail).toEqual({ because: "disabled" });
    expect(await owner.proved()).toEqual({ ok: false, code: "invalid-credentials" });
  });

  it("ends a pending sign-in", async () => {
    const { accountId, disable } = await createOwner();
    await host.pool.query("INSERT INTO two_factor_account (account_id, enabled_at) VALUES ($1, now())", [accountId]);
    const begun = await twoFactor.beginSignIn({ accountId, amr: ["pwd"], returnPath: "/", context });
    const pendingToken = begun.owed ? begun.pendingToken : "";
    expect(await twoFactor.viewSignIn({ pendingToken, context })).toMatchObject({ ok: true });
    await disable();
    expect(await twoFactor.viewSignIn({ pendingToken, context })).toMatchObject({ ok: false });
  });

  it("stops a sign-in whose password was right a moment before", async () => {
    const { accountId, proved, disable } = await createOwner();
    const first = await proved();
    await disable();
    const accountVersion = first.ok ? first.accountVersion : -1;
    expect(await open({ accountId, accountVersion })).toMatchObject({
      ok: false,
    });
  });

  it("stops it also when the add-on knows the account already", async () => {
    const { accountId, proved, disable } = await createOwner();
    await host.pool.query("INSERT INTO two_factor_account (account_id) VALUES ($1)", [accountId]);
    const first = await proved();
    await disable();
    const accountVersion = first.ok ? first.accountVersion : -1;
    expect(await open({ accountId, accountVersion })).toMatchObject({
      ok: false,
    });
  });

  it("leaves the pending sign-ins of others, and those that had already ended", async () => {
    const [owner, bystander] = [await createOwner(), await createOwner()];
    for (const { accountId } of [owner, bystander]) {
      await host.pool.query("INSERT INTO two_factor_account (account_id, enabled_at) VALUES ($1, now())", [accountId]);
      await twoFactor.beginSignIn({ accountId, amr: ["pwd"], returnPath: "/", context });
    }
    const pendingOf = ({ accountId }: typeof owner) =>
      host.db.twoFactorPendingSignIn.findMany({ where: { accountId } });
    const completed = { endedAt: new Date(0), endedAs: "completed" };
    await host.db.twoFactorPendingSignIn.updateMany({ where: { accountId: owner.accountId }, data: completed });
    await owner.disable();
    expect(await pendingOf(owner)).toMatchObject([completed]);
    expect(await pendingOf(bystander)).toMatchObject([{ endedAt: null }]);
  });

  it("ends nothing a second time, and nothing when the disabled column stays empty", async () => {
    const owner = await createOwner();
    const [over, open] = [await owner.enter(), await owner.enter()];
    await twoFactor.endSession({ sessionId: over, because: "sign-out", context });
    await host.pool.query("UPDATE users SET disabled_at = NULL WHERE email = $1", [owner.email]);
    expect(await twoFactor.readSession({ sessionId: open })).not.toBeNull();
    await owner.disable();
    const sessions = await host.db.twoFactorSession.findMany({ where: { accountId: owner.accountId } });
    expect(sessions.map(({ revokedAs }) => revokedAs).sort()).toEqual(["revoked", "sign-out"]);
  });

  it("can be taken back: signing in works again, and old sessions stay ended", async () => {
    const owner = await createOwner();
    const opened = await owner.enter();
    await owner.disable();
    await host.pool.query("UPDATE users SET disabled_at = NULL WHERE email = $1", [owner.email]);
    expect(await owner.proved()).toMatchObject({ ok: true });
    expect(await twoFactor.readSession({ sessionId: opened })).toBeNull();
  });
});
