import { randomInt } from "node:crypto";
import { expect } from "vitest";
import { type Approver, openTestApprovals } from "@/lib/host/testing/approvals";
import type { TestHost } from "@/lib/host/testing/host";

// The numbers are far apart, since the limit for a block of numbers counts neighbours together.
export const aNumber = () => `+1500${randomInt(2_000_000, 10_000_000)}`;
export const refusedAs = (reason: string) => ({ ok: false, refusal: { code: "not-possible", reason } });

/** The steps that the tests of mobile numbers share. */
export async function openPhoneBench({ db }: Pick<TestHost, "db">) {
  const { sensitiveActions } = await import("@/lib/host/sensitive-actions");
  const bench = openTestApprovals(db, sensitiveActions);

  async function mustPropose(person: Approver, action: string, raw: unknown = {}, codeTo = person.email) {
    const proposed = await bench.propose(person, { action, raw, codeTo });
    if (!proposed.ok) throw new Error(`Not proposed: ${JSON.stringify(proposed.refusal)}`);
    return proposed;
  }

  /** The first half, with a code to the address. */
  async function approveNumber(person: Approver, phone: string) {
    const proposed = await mustPropose(person, "change-phone", { address: phone });
    const doneAt = "/account/security/phone/confirm";
    expect(await bench.approve(person, proposed)).toMatchObject({ ok: true, doneAt });
    return proposed;
  }

  return {
    ...bench,
    mustPropose,
    approveNumber,
    async addNumber(person: Approver, phone: string) {
      await approveNumber(person, phone);
      const second = await mustPropose(person, "confirm-phone", {}, phone);
      expect(await bench.approve(person, second)).toMatchObject({ ok: true });
    },
    /** The destinations of codes, the first one first. */
    async addressesOf({ accountId }: Approver): Promise<string[]> {
      const { authenticators: addresses } = await bench.twoFactor.viewTwoStep({ accountId });
      const rows = await db.twoFactorAuthenticator.findMany({ where: { id: { in: addresses.map(({ id }) => id) } } });
      const inOrder = addresses.toSorted((one, other) => Number(other.isFirst) - Number(one.isFirst));
      return inOrder.map(({ id }) => rows.find((row) => row.id === id)?.address ?? "");
    },
    userOf: ({ accountId }: Approver) => db.user.findUniqueOrThrow({ where: { id: accountId } }),
    isSignedIn: async ({ sessionId }: Approver) => (await bench.twoFactor.readSession({ sessionId })) !== null,
    smsCountTo: (number: string) => bench.messages.filter(({ to }) => to === number).length,
    /** A person whose codes go to a phone only. */
    async phonePerson() {
      const person = await bench.person();
      const { accountId } = person;
      const phone = aNumber();
      await db.user.update({ where: { id: accountId }, data: { phone, phoneVerifiedAt: new Date() } });
      await db.twoFactorAuthenticator.updateMany({ where: { accountId }, data: { factor: "sms", address: phone } });
      return { person, phone };
    },
  };
}
