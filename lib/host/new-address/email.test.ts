import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { explainRefusal } from "@/lib/host/language/refusal-words";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";
import { openPhoneBench, refusedAs } from "@/lib/host/testing/phone";
import { hashToken } from "@/lib/two-factor/index";

let host: TestHost;
let bench: Awaited<ReturnType<typeof openPhoneBench>>;
beforeAll(async () => {
  host = await startTestHost();
  bench = await openPhoneBench(host);
});

describe("changing the e-mail address", () => {
  it("takes a code to the old address, then one to the new, and ends the other sessions", async () => {
    const person = await bench.person();
    const other = await bench.elsewhere(person);
    const email = `new-${randomUUID()}@example.com`;
    const first = await bench.mustPropose(person, "change-email", { address: email.toUpperCase() });
    expect(first.lines).toMatchObject([{}, { value: person.email }, { id: "becomes", value: email }, {}]);
    expect(await bench.approve(person, first)).toMatchObject({ ok: true, doneAt: "/account/email" });
    expect(await bench.userOf(person)).toMatchObject({ email: person.email });
    expect(await bench.propose(other, { action: "confirm-email" })).toEqual(refusedAs("email-change-over"));
    const second = await bench.mustPropose(person, "confirm-email", {}, email);
    expect(await bench.approve(person, second)).toMatchObject({ ok: true });
    expect(await bench.userOf(person)).toMatchObject({ email });
    expect([await bench.isSignedIn(person), await bench.isSignedIn(other)]).toEqual([true, false]);
    const left = await host.db.twoFactorAuthenticator.findMany({
      where: { accountId: person.accountId, removedAt: null },
    });
    expect(left).toMatchObject([{ factor: "email", address: email }]);
    expect(await bench.propose(person, { action: "change-email", raw: { address: email } })).toEqual(
      refusedAs("same-email"),
    );
    expect(await bench.propose(person, { action: "confirm-email" })).toEqual(refusedAs("email-change-over"));
  });

  it("is void when the address that is replaced has changed meanwhile", async () => {
    const person = await bench.person();
    const proposed = await bench.mustPropose(person, "change-email", { address: `new-${randomUUID()}@example.com` });
    const email = `moved-${randomUUID()}@example.com`;
    await host.db.user.update({ where: { id: person.accountId }, data: { email } });
    expect(await bench.approve(person, proposed)).toMatchObject({
      refusal: { code: "changed", changes: [{ id: "was", was: person.email, now: email }] },
    });
  });

  it("is not confirmed when another address is waiting, or the time is over", async () => {
    const person = await bench.person();
    const { accountId } = person;
    const email = `new-${randomUUID()}@example.com`;
    const channel = "email";
    const [sessionIdHash, expiresAt] = [hashToken(person.sessionId), new Date(Date.now() + 60_000)];
    await host.db.addressChange.create({ data: { accountId, channel, sessionIdHash, address: email, expiresAt } });
    const proposed = await bench.mustPropose(person, "confirm-email", {}, email);
    const address = `other-${randomUUID()}@example.com`;
    await host.db.addressChange.update({ where: { accountId_channel: { accountId, channel } }, data: { address } });
    expect(await bench.approve(person, proposed)).toMatchObject({ refusal: { code: "changed" } });
    await host.pool.query("UPDATE address_change SET expires_at = now() WHERE account_id = $1", [accountId]);
    expect(await bench.propose(person, { action: "confirm-email" })).toEqual(refusedAs("email-change-over"));
    expect(await bench.userOf(person)).toMatchObject({ email: person.email });
  });
});

async function openAccount(email: string): Promise<string> {
  const id = randomUUID();
  await host.db.user.create({ data: { id, email, name: "Robin Fixture", passwordHash: "none" } });
  return id;
}

async function describeChangeTo(email: string, locking: boolean) {
  const { confirmNewAddress } = await import("@/lib/host/new-address/confirm-new-address");
  const { newEmail } = await import("@/lib/host/new-address/email");
  const accountId = await openAccount(`${randomUUID()}@example.com`);
  const expiresAt = new Date(Date.now() + 60_000);
  await host.db.addressChange.create({
    data: { accountId, channel: "email", sessionIdHash: "session", address: email, expiresAt },
  });
  const approver = { accountId, locale: "en", sessionIdHash: "session", browserHash: "browser" };
  return host.db.$transaction((tx) => confirmNewAddress(newEmail).describe(tx, {}, approver, locking));
}

// Attack: find out whether an address has an account, by asking to move one's own account to that address.
// Defence: the refusal comes only after a code from that address was entered.
describe("a new address that has an account already", () => {
  it("is described like any other until its code was entered", async () => {
    await openAccount("taken@example.com");
    const [taken, free] = [
      await describeChangeTo("taken@example.com", false),
      await describeChangeTo("free@example.com", false),
    ];
    const known = (described: typeof taken) => described.ok && described.lines.map(({ id, label }) => [id, label]);
    expect(taken).toMatchObject({ ok: true, binds: { to: "taken@example.com" } });
    expect(known(taken)).toEqual(known(free));
  });

  it("is refused then", async () => {
    await openAccount("owned@example.com");
    expect(await describeChangeTo("owned@example.com", true)).toEqual({ ok: false, refusal: "email-taken" });
    expect(await describeChangeTo("nobodys@example.com", true)).toMatchObject({ ok: true });
    expect(explainRefusal("email-taken", "de")).toContain("gehört zu einem anderen Konto");
  });
});
