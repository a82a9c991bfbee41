// Attack: get in, or read data, after a person deleted their account: through a forgotten table, a process that ended
// too early, or a request that was under way. Defence: all rows go in the deletion's transaction or right after it. A
// mark in the database covers the rest.
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Approver, openTestApprovals } from "@/lib/host/testing/approvals";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";
import { findTraces } from "@/lib/host/testing/traces";

let host: TestHost;
let bench: ReturnType<typeof openTestApprovals>;
let everyMinute: () => Promise<unknown>;
let isCrashing: boolean;

beforeAll(async () => {
  host = await startTestHost();
  const { openTestApprovals } = await import("@/lib/host/testing/approvals");
  const { sensitiveActions } = await import("@/lib/host/sensitive-actions");
  const { forgetDeletedAccounts } = await import("@/lib/host/people/forget-account");
  everyMinute = forgetDeletedAccounts;
  const crashing = sensitiveActions.map((action) => ({
    ...action,
    settle: async (output: unknown) => {
      if (isCrashing) throw new Error("The process is gone");
      await action.settle?.(output);
    },
  }));
  bench = openTestApprovals(host.db, crashing);
});
beforeEach(() => {
  isCrashing = false;
});

const trail = ["two_factor_audit_event.account_id"];
/** Kept until the person is notified of the deletion: the sealed message and the mark of the deleted account. */
const waiting = ["deleted_account.account_id", ...trail, "two_factor_delivery.account_id"];

async function run(person: Approver, action: string, raw: unknown = {}) {
  const proposed = await bench.propose(person, { action, raw });
  if (!proposed.ok) throw new Error(`Not proposed: ${JSON.stringify(proposed.refusal)}`);
  return bench.approve(person, proposed);
}

/** A person with a row in every table of the account, and all the stored texts about them. */
async function knownPerson() {
  const person = await bench.person();
  const { accountId, email } = person;
  const phone = `+4940${accountId.replace(/\D/g, "").slice(0, 9)}`;
  await host.db.user.update({ where: { id: accountId }, data: { phone } });
  await host.db.twoFactorAuthenticator.create({
    data: { id: `phone-${accountId}`, accountId, factor: "sms", address: phone, verifiedAt: new Date(0) },
  });
  await host.db.twoFactorAuthenticator.update({ where: { id: `phone-${accountId}` }, data: { removedAt: new Date() } });
  const newEmail = `new-${email}`;
  expect(await run(person, "change-email", { address: newEmail })).toMatchObject({ ok: true });
  const newPhone = `+1500555${accountId.replace(/\D/g, "").slice(0, 4)}`;
  expect(await run(person, "change-phone", { address: newPhone })).toMatchObject({ ok: true });
  expect(await run(person, "export-data")).toMatchObject({ ok: true });
  await openPendingSignIn(person);
  return {
    person,
    texts: [accountId, email, newEmail, phone, newPhone, `Robin ${accountId}`, person.context.browserHash],
  };
}

function openPendingSignIn({ accountId, context }: Approver) {
  const pendingToken = { id: `pending-${accountId}`, tokenHash: `token-${accountId}`, returnPath: "/account" };
  return host.db.twoFactorPendingSignIn.create({
    data: { ...pendingToken, accountId, browserHash: context.browserHash, amr: ["pwd"], expiresAt: new Date(2e12) },
  });
}

describe("a deleted account", () => {
  it("had data in many tables before", async () => {
    const { texts } = await knownPerson();
    const tables = new Set((await findTraces(host.db, texts)).map((each) => each.split(".")[0]));
    for (const table of ["users", "data_export", "address_change"]) expect(tables).toContain(table);
    const ofTheAddOn = ["account", "session", "authenticator", "approval", "challenge", "delivery", "pending_sign_in"];
    for (const table of ofTheAddOn) expect(tables).toContain(`two_factor_${table}`);
  });

  it("is found only in the trail, which holds no address", async () => {
    const { person, texts } = await knownPerson();
    expect(await run(person, "delete-account")).toMatchObject({ ok: true, doneAt: "/account/deleted" });
    expect(await findTraces(host.db, texts)).toEqual(waiting);
    await bench.deliverNotices();
    await laterThan("61 minutes");
    await everyMinute();
    expect(await findTraces(host.db, texts)).toEqual(trail);
    expect(await bench.twoFactor.readSession({ sessionId: person.sessionId })).toBeNull();
  });

  it("is forgotten within a minute when the process ended before it could be", async () => {
    const { person, texts } = await knownPerson();
    isCrashing = true;
    expect(await run(person, "delete-account")).toMatchObject({ ok: true });
    expect(await findTraces(host.db, texts)).toContain("two_factor_authenticator.address");
    expect(await everyMinute()).toBeGreaterThan(0);
    expect(await findTraces(host.db, texts)).toEqual(waiting);
  });

  it("is not brought back by a sign-in that was under way", async () => {
    const { person, texts } = await knownPerson();
    await run(person, "delete-account");
    await openPendingSignIn(person);
    const late = await bench.elsewhere(person);
    await bench.deliverNotices();
    await everyMinute();
    expect(await findTraces(host.db, texts)).toEqual(["deleted_account.account_id", ...trail]);
    expect(await bench.twoFactor.readSession({ sessionId: late.sessionId })).toBeNull();
  });

  it("is reported to the person, at the address that has been deleted", async () => {
    const { person } = await knownPerson();
    await run(person, "delete-account");
    await bench.deliverNotices();
    const notice = { about: "security-change", change: "account-deleted" };
    expect(bench.notices.filter(({ to }) => to === person.email)).toMatchObject([{ notice }]);
  });

  // The mail server may be away for hours. The mark must stay until the message has left.
  it("keeps its mark for as long as its message waits", async () => {
    const { person, texts } = await knownPerson();
    await run(person, "delete-account");
    await laterThan("61 minutes");
    await everyMinute();
    expect(await findTraces(host.db, texts)).toEqual(waiting);
    await bench.deliverNotices();
    await everyMinute();
    expect(await findTraces(host.db, texts)).toEqual(trail);
  });

  it("is left alone when the same account exists again", async () => {
    const { person, texts } = await knownPerson();
    await host.db.deletedAccount.create({ data: { accountId: person.accountId } });
    await everyMinute();
    expect(await findTraces(host.db, texts)).toContain("users.email");
    await host.db.deletedAccount.deleteMany();
  });

  it("ends the person's other sessions", async () => {
    const { person } = await knownPerson();
    const other = await bench.elsewhere(person);
    isCrashing = true;
    await run(person, "delete-account");
    expect(await bench.twoFactor.readSession({ sessionId: other.sessionId })).toBeNull();
  });
});

function laterThan(interval: string) {
  return host.pool.query("UPDATE deleted_account SET deleted_at = deleted_at - $1::interval", [interval]);
}
