// Attack: change something that the owner was not shown, by changing the data between code and answer or by giving an
// address that was never proved. Defence: each action describes itself from stored data, and again under locks.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Approver, openTestApprovals } from "@/lib/host/testing/approvals";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";

let host: TestHost;
let bench: ReturnType<typeof openTestApprovals>;

beforeAll(async () => {
  host = await startTestHost();
  const { openTestApprovals } = await import("@/lib/host/testing/approvals");
  const { sensitiveActions } = await import("@/lib/host/sensitive-actions");
  bench = openTestApprovals(host.db, sensitiveActions);
});

const passwordHash = "$argon2id$v=19$m=19456,t=2,p=1$b3RoZXJzYWx0$b3RoZXI";
const home = { recipient: "Robin", street: "Hafenstraße 7", postalCode: "20457", city: "Hamburg", country: "DE" };
const away = { ...home, street: "Another Street 1" };

async function mustPropose(person: Approver, action: string, raw: unknown = {}, codeTo = person.email) {
  const proposed = await bench.propose(person, { action, raw, codeTo });
  if (!proposed.ok) throw new Error(`Not proposed: ${JSON.stringify(proposed.refusal)}`);
  return proposed;
}

const refusedAs = (reason: string) => ({ ok: false, refusal: { code: "not-possible", reason } });
const userOf = ({ accountId }: Approver) => host.db.user.findUniqueOrThrow({ where: { id: accountId } });
const isSignedIn = async ({ sessionId }: Approver) => (await bench.twoFactor.readSession({ sessionId })) !== null;
const set = ({ accountId }: Approver, data: { name?: string; email?: string; passwordHash?: string }) =>
  host.db.user.update({ where: { id: accountId }, data });

describe("changing the name", () => {
  it("shows both names, and changes it", async () => {
    const person = await bench.person();
    const was = (await userOf(person)).name;
    const proposed = await mustPropose(person, "change-name", { name: "Kim O’Neill" });
    expect(proposed.lines).toMatchObject([{ id: "action" }, { id: "was", value: was }, { value: "Kim O’Neill" }]);
    expect(await bench.approve(person, proposed)).toMatchObject({ ok: true, doneAt: "/account" });
    expect(await userOf(person)).toMatchObject({ name: "Kim O’Neill" });
    expect(await bench.propose(person, { action: "change-name", raw: { name: "Kim O’Neill" } })).toEqual(
      refusedAs("same-name"),
    );
  });

  it.each([
    ["a Catalan middle dot", "Gal·la Marcel·lí", "Gal·la Marcel·lí"],
    ["a no-break space", "Ana\u00a0María", "Ana María"],
    ["a no-break hyphen", "Jean\u2011Luc", "Jean-Luc"],
    ["an acute accent for an apostrophe", "O\u00b4Neill", "O’Neill"],
    ["invisible marks of a copy", "\u202aKim\u200b Lee\u202c", "Kim Lee"],
    ["a joiner that its script needs", "علی\u200cرضا", "علی\u200cرضا"],
    ["brackets", "Anna (Annie) Lee", "Anna (Annie) Lee"],
  ])("takes a name with %s", async (_name, typed, becomes) => {
    const proposed = await mustPropose(await bench.person(), "change-name", { name: typed });
    expect(proposed.lines).toContainEqual(expect.objectContaining({ id: "becomes", value: becomes }));
  });

  it("is void when the name was changed meanwhile, and shows the difference", async () => {
    const person = await bench.person();
    const proposed = await mustPropose(person, "change-name", { name: "Kim" });
    await set(person, { name: "Sam" });
    expect(await bench.approve(person, proposed)).toMatchObject({
      refusal: { code: "changed", changes: [{ id: "was", now: "Sam" }] },
    });
    expect(await userOf(person)).toMatchObject({ name: "Sam" });
  });
});

describe("changing the delivery address", () => {
  const addressOf = ({ accountId }: Approver) => host.db.deliveryAddress.findUnique({ where: { accountId } });
  const change = async (person: Approver, address: typeof home) =>
    bench.approve(person, await mustPropose(person, "change-address", address));

  it("shows both addresses, changes the address, and stores the time", async () => {
    const person = await bench.person();
    expect(await change(person, home)).toMatchObject({ ok: true, doneAt: "/account" });
    await host.pool.query("UPDATE delivery_address SET changed_at = now() - interval '1 year'");
    const proposed = await mustPropose(person, "change-address", away);
    expect(proposed.lines).toMatchObject([
      { id: "action", value: "Change your delivery address" },
      { id: "was", value: "Robin, Hafenstraße 7, 20457 Hamburg, Germany" },
      { id: "becomes", value: "Robin, Another Street 1, 20457 Hamburg, Germany" },
    ]);
    expect(await bench.approve(person, proposed)).toMatchObject({ ok: true });
    const now = await addressOf(person);
    expect(now?.address).toEqual(away);
    expect(Date.now() - Number(now?.changedAt)).toBeLessThan(60_000);
    expect(await bench.propose(person, { action: "change-address", raw: away })).toEqual(
      refusedAs("same-delivery-address"),
    );
  });

  it("is void when it was changed meanwhile", async () => {
    const person = await bench.person();
    const proposed = await mustPropose(person, "change-address", home);
    await host.db.deliveryAddress.create({ data: { accountId: person.accountId, address: away } });
    expect(await bench.approve(person, proposed)).toMatchObject({ refusal: { code: "changed" } });
    expect(await addressOf(person)).toMatchObject({ address: away });
  });

  it("takes no address with anything else in it", async () => {
    const person = await bench.person();
    for (const raw of [{ ...home, accountId: "alice" }, { ...home, street: "a\u0007b" }, { street: "x" }, null])
      expect(await bench.propose(person, { action: "change-address", raw })).toMatchObject({
        refusal: { code: "invalid-input" },
      });
  });
});

describe("changing the password", () => {
  it("seals the hash alone, changes it, and ends the other sessions", async () => {
    const person = await bench.person();
    const other = await bench.elsewhere(person);
    const proposed = await mustPropose(person, "change-password", { passwordHash, current: bench.passwordFingerprint });
    expect(JSON.stringify(proposed.lines)).not.toContain("argon2");
    expect(await bench.approve(person, proposed)).toMatchObject({ ok: true });
    expect(await userOf(person)).toMatchObject({ passwordHash });
    expect([await isSignedIn(person), await isSignedIn(other)]).toEqual([true, false]);
  });

  it("is void when it was changed meanwhile, and takes nothing but a hash", async () => {
    const person = await bench.person();
    const wanted = { passwordHash, current: bench.passwordFingerprint };
    const proposed = await mustPropose(person, "change-password", wanted);
    const faster = passwordHash.replace("b3RoZXI", "ZmFzdGVy");
    await set(person, { passwordHash: faster });
    expect(await bench.approve(person, proposed)).toEqual(refusedAs("password-changed"));
    expect(await userOf(person)).toMatchObject({ passwordHash: faster });
    // Attack: a person who does not know the new password proposes the change again.
    const { sessionId, context } = person;
    const again = await bench.approvals.act({ verb: "again", approvalId: proposed.approvalId, sessionId, context });
    expect(again).toEqual(refusedAs("password-changed"));
    const plain = { passwordHash: "plain", current: wanted.current };
    expect(await bench.propose(person, { action: "change-password", raw: plain })).toMatchObject({
      refusal: { code: "invalid-input" },
    });
  });
});

describe("switching two-step verification", () => {
  it.each([true, false])(
    "to %s needs a code, which proves that codes arrive, and ends other sessions",
    async (enabled) => {
      const person = await bench.person({ twoStep: !enabled });
      const other = await bench.elsewhere(person);
      const proposed = await mustPropose(person, "switch-two-step", { enabled });
      expect(await bench.approve(person, proposed)).toMatchObject({ ok: true, doneAt: "/account/security" });
      expect((await bench.twoFactor.viewTwoStep({ accountId: person.accountId })).enabled).toBe(enabled);
      expect([await isSignedIn(person), await isSignedIn(other)]).toEqual([true, false]);
      expect(await bench.propose(person, { action: "switch-two-step", raw: { enabled } })).toEqual(
        refusedAs(enabled ? "already-on" : "already-off"),
      );
    },
  );

  it("is void when the addresses that codes go to have changed meanwhile", async () => {
    const person = await bench.person({ twoStep: false });
    const { accountId } = person;
    const proposed = await mustPropose(person, "switch-two-step", { enabled: true });
    const address = "+15005550006";
    await host.db.twoFactorAuthenticator.create({
      data: { id: randomUUID(), accountId, factor: "sms", address, verifiedAt: new Date() },
    });
    expect(await bench.approve(person, proposed)).toMatchObject({ refusal: { code: "changed" } });
    expect((await bench.twoFactor.viewTwoStep({ accountId })).enabled).toBe(false);
  });

  it("is refused where no code could go", async () => {
    const person = await bench.person({ twoStep: false });
    await host.db.twoFactorAuthenticator.deleteMany({ where: { accountId: person.accountId } });
    expect(await bench.propose(person, { action: "switch-two-step", raw: { enabled: true } })).toEqual(
      refusedAs("no-address"),
    );
  });
});

describe("downloading one's data", () => {
  it("opens one download, for the session that approved it and for a few minutes", async () => {
    const person = await bench.person();
    const first = await mustPropose(person, "export-data");
    expect(await bench.approve(person, first)).toMatchObject({
      doneAt: expect.stringMatching(/^\/account\/export\/./),
    });
    expect(await bench.approve(person, await mustPropose(person, "export-data"))).toMatchObject({ ok: true });
    const { rows } = await host.pool.query(
      `SELECT s.browser_hash, e.expires_at < now() + interval '6 minutes' AS soon
       FROM data_export AS e JOIN two_factor_session AS s ON s.id_hash = e.session_id_hash WHERE e.account_id = $1`,
      [person.accountId],
    );
    expect(rows).toEqual([{ browser_hash: person.context.browserHash, soon: true }]);
  });
});
