// Attack: learn whether a stranger has an account, by asking to move one's own account to the stranger's address.
// Defence: nobody is told before a code has come back from that address.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";

let host: TestHost;
beforeAll(async () => {
  host = await startTestHost();
});

async function openAccount(email: string): Promise<string> {
  const id = randomUUID();
  await host.db.user.create({ data: { id, email, name: "Robin Fixture", passwordHash: "none" } });
  return id;
}

async function describeChangeTo(email: string, locking: boolean) {
  const { confirmEmail } = await import("@/lib/host/new-address/confirm-email");
  const accountId = await openAccount(`${randomUUID()}@example.com`);
  const expiresAt = new Date(Date.now() + 60_000);
  await host.db.emailChange.create({ data: { accountId, sessionIdHash: "session", email, expiresAt } });
  const approver = { accountId, locale: "en", sessionIdHash: "session", browserHash: "browser" };
  return host.db.$transaction((tx) => confirmEmail.describe(tx, {}, approver, locking));
}

describe("a new address that has an account already", () => {
  it("is described like any other until a code has come back from it", async () => {
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
    const { confirmEmail } = await import("@/lib/host/new-address/confirm-email");
    expect(confirmEmail.explain?.("email-taken", "de")).toContain("gehört zu einem anderen Konto");
  });
});
