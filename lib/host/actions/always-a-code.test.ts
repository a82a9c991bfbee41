// Attack: change an account without a code, because two-step verification is off or the browser is known.
// Defence: every rule of these actions demands a code, and no rule looks at the browser.
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Approver, openTestApprovals } from "@/lib/host/testing/approvals";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";
import { hashToken, type SensitiveAction } from "@/lib/two-factor/index";

let host: TestHost;
let bench: ReturnType<typeof openTestApprovals>;
let actions: readonly SensitiveAction[];

beforeAll(async () => {
  host = await startTestHost();
  const { openTestApprovals } = await import("@/lib/host/testing/approvals");
  ({ sensitiveActions: actions } = await import("@/lib/host/sensitive-actions"));
  bench = openTestApprovals(host.db, actions);
});

const passwordHash = "$argon2id$v=19$m=19456,t=2,p=1$b3RoZXJzYWx0$b3RoZXI";
const home = { recipient: "Robin", street: "Hafenstraße 7", postalCode: "20457", city: "Hamburg", country: "DE" };

async function openChange({ accountId, sessionId }: Approver, channel: string, address: string) {
  const expiresAt = new Date(Date.now() + 60_000);
  await host.db.addressChange.create({
    data: { accountId, channel, sessionIdHash: hashToken(sessionId), address, expiresAt },
  });
}

/** A person for whom each action is possible, with the input of each action. */
async function askersOf(
  twoStep: boolean,
): Promise<Record<string, { person: Approver; raw: unknown; codeTo?: string }>> {
  const person = () => bench.person({ twoStep });
  const confirming = await person();
  const email = `new-${randomUUID()}@example.com`;
  await openChange(confirming, "email", email);
  const phone = "+15005550011";
  const [removing, choosing] = [await person(), await person()];
  for (const { accountId } of [removing, choosing]) {
    const numbered = { accountId, factor: "sms", address: phone, verifiedAt: new Date() };
    await host.db.twoFactorAuthenticator.create({ data: { id: randomUUID(), ...numbered } });
  }
  const proving = await person();
  await openChange(proving, "sms", phone);
  return {
    "change-name": { person: await person(), raw: { name: "Kim" } },
    "change-address": { person: await person(), raw: home },
    "change-email": { person: await person(), raw: { address: email } },
    "confirm-email": { person: confirming, raw: {}, codeTo: email },
    "change-phone": { person: await person(), raw: { address: phone } },
    "confirm-phone": { person: proving, raw: {}, codeTo: phone },
    "remove-phone": { person: removing, raw: {} },
    "choose-channel": { person: choosing, raw: { channel: "sms" } },
    "change-password": { person: await person(), raw: { passwordHash, current: bench.passwordFingerprint } },
    "switch-two-step": { person: await person(), raw: { enabled: !twoStep } },
    "export-data": { person: await person(), raw: {} },
    "delete-account": { person: await person(), raw: {} },
  };
}

describe("every action of the account", () => {
  it.each([true, false])("asks for a code also in a browser known for long (two-step on: %s)", async (twoStep) => {
    const askers = await askersOf(twoStep);
    expect(Object.keys(askers).sort()).toEqual(actions.map(({ name }) => name).sort());
    for (const [action, { person, raw, codeTo }] of Object.entries(askers)) {
      const { accountId, sessionId, context } = person;
      const aYearAgo = new Date(Date.now() - 365 * 86_400_000);
      await host.db.twoFactorSession.updateMany({ where: { accountId }, data: { createdAt: aYearAgo } });
      const proposed = await bench.propose(person, { action, raw, ...(codeTo && { codeTo }) });
      if (!proposed.ok) throw new Error(`${action} was not proposed: ${proposed.refusal.code}`);
      const { approvalId, code } = proposed;
      const wrong = { approvalId, answer: code === "000000" ? "000001" : "000000", sessionId, context };
      expect(await bench.approvals.act({ verb: "approve", ...wrong }), action).toMatchObject({
        refusal: { code: "wrong" },
      });
    }
  });

  it("has no rule that demands less than a code", () => {
    expect(actions.filter(({ policy }) => policy?.some(({ demand }) => demand === "none"))).toEqual([]);
  });
});
