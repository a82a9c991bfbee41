import { beforeAll, describe, expect, it } from "vitest";
import type { Approver } from "@/lib/host/testing/approvals";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";
import { aNumber, openPhoneBench, refusedAs } from "@/lib/host/testing/phone";
import { readablePhoneNumber } from "@/lib/two-factor/index";

let host: TestHost;
let bench: Awaited<ReturnType<typeof openPhoneBench>>;

beforeAll(async () => {
  host = await startTestHost();
  bench = await openPhoneBench(host);
});

async function exchangePending({ accountId }: Approver, address: string) {
  const where = { accountId_channel: { accountId, channel: "sms" } };
  await host.db.addressChange.update({ where, data: { address } });
}

describe("a mobile number", () => {
  it.each([true, false])("is added after two codes, beside the address (two-step on: %s)", async (twoStep) => {
    const person = await bench.person({ twoStep });
    const other = await bench.elsewhere(person);
    const phone = aNumber();
    const first = await bench.approveNumber(person, phone);
    expect(first.lines).toMatchObject([
      { value: "Add a mobile number" },
      { id: "was", value: "None" },
      { id: "becomes", value: readablePhoneNumber(phone) },
      { id: "next" },
    ]);
    expect([bench.smsCountTo(phone), (await bench.userOf(person)).phone]).toEqual([0, null]);
    const second = await bench.mustPropose(person, "confirm-phone", {}, phone);
    expect(await bench.approve(person, second)).toMatchObject({ ok: true, doneAt: "/account/security" });
    expect(await bench.userOf(person)).toMatchObject({ phone, phoneVerifiedAt: expect.any(Date) });
    expect(await bench.addressesOf(person)).toEqual([person.email, phone]);
    expect([await bench.isSignedIn(person), await bench.isSignedIn(other)]).toEqual([true, false]);
    expect(await bench.propose(person, { action: "change-phone", raw: { address: phone } })).toEqual(
      refusedAs("same-phone"),
    );
    expect(await bench.propose(person, { action: "confirm-phone" })).toEqual(refusedAs("phone-change-over"));
  });

  it("is changed the same way; the old number stops, and the message to the new one does not name it", async () => {
    const person = await bench.person();
    const [was, becomes] = [aNumber(), aNumber()];
    await bench.addNumber(person, was);
    const first = await bench.approveNumber(person, becomes);
    expect(first.lines).toMatchObject([
      { value: "Change your mobile number" },
      { value: readablePhoneNumber(was) },
      { value: readablePhoneNumber(becomes) },
      {},
    ]);
    const second = await bench.mustPropose(person, "confirm-phone", {}, becomes);
    expect(JSON.stringify(second.lines)).not.toContain(was.slice(-4));
    expect(await bench.approve(person, second)).toMatchObject({ ok: true });
    expect(await bench.addressesOf(person)).toEqual([person.email, becomes]);
    expect(await bench.userOf(person)).toMatchObject({ phone: becomes });
  });

  it("may serve two accounts, since it is no way to sign in or to find an account", async () => {
    const [one, other] = [await bench.person(), await bench.person()];
    const phone = aNumber();
    await bench.addNumber(one, phone);
    await bench.addNumber(other, phone);
    expect([await bench.addressesOf(one), await bench.addressesOf(other)]).toEqual([
      [one.email, phone],
      [other.email, phone],
    ]);
  });
});

// Attack: SMS pumping. A signed-in person has SMS sent to numbers that earn money for them.
// Defence: the policy is checked before anything is sent, and a number gets no SMS before the current factor approved
// it.
describe("a number that may get no SMS", () => {
  it.each([
    ["invalid-number", "+15555555555"],
    ["country-not-allowed", "+33612345678"],
    ["number-type-not-allowed", "+19005551234"],
    ["number-type-not-allowed", "+4930123456"],
  ])("is refused as %s before any message: %s", async (reason, phone) => {
    const person = await bench.person();
    const before = bench.messages.length;
    expect(await bench.propose(person, { action: "change-phone", raw: { address: phone } })).toEqual(refusedAs(reason));
    expect(bench.messages).toHaveLength(before);
  });

  it("is refused also when the policy changed between the halves", async () => {
    const person = await bench.person();
    await bench.approveNumber(person, aNumber());
    await exchangePending(person, "+19005551234");
    expect(await bench.propose(person, { action: "confirm-phone" })).toEqual(refusedAs("number-type-not-allowed"));
  });

  it.each([{ address: "0151 12345678" }, { address: "+1500555000a" }, { address: ["+15005550006"] }, {}, null])(
    "is refused as malformed input: %j",
    async (raw) => {
      const person = await bench.person();
      expect(await bench.propose(person, { action: "change-phone", raw })).toMatchObject({
        refusal: { code: "invalid-input" },
      });
    },
  );
});

// Attack: register the attacker's number at another person's account: with a code that proves something else, from
// another session, or by exchanging the number after it was approved. Defence: only the code sent to the shown number
// counts, and only in the session that approved it.
describe("a number is registered only after the owner approved it", () => {
  it("not with a code that went to the current factor", async () => {
    const person = await bench.person();
    const phone = aNumber();
    const first = await bench.approveNumber(person, phone);
    const second = await bench.mustPropose(person, "confirm-phone", {}, phone);
    expect(await bench.approve(person, { ...second, code: first.code })).toMatchObject({ ok: false });
    expect(await bench.addressesOf(person)).toEqual([person.email]);
  });

  it("not before the current factor approved it, and not when time ran out", async () => {
    const person = await bench.person();
    expect(await bench.propose(person, { action: "confirm-phone" })).toEqual(refusedAs("phone-change-over"));
    const phone = aNumber();
    await bench.approveNumber(person, phone);
    await host.pool.query("UPDATE address_change SET expires_at = now() WHERE account_id = $1", [person.accountId]);
    expect(await bench.propose(person, { action: "confirm-phone" })).toEqual(refusedAs("phone-change-over"));
    expect(bench.smsCountTo(phone)).toBe(0);
  });

  it("not in another session, which can neither request an SMS nor answer its code", async () => {
    const person = await bench.person();
    const phone = aNumber();
    await bench.approveNumber(person, phone);
    const other = await bench.elsewhere(person);
    expect(await bench.propose(other, { action: "confirm-phone" })).toEqual(refusedAs("phone-change-over"));
    expect(bench.smsCountTo(phone)).toBe(0);
    const second = await bench.mustPropose(person, "confirm-phone", {}, phone);
    expect(await bench.approve(other, second)).toMatchObject({ refusal: { code: "no-approval" } });
  });

  it("not when the number was exchanged between the halves", async () => {
    const person = await bench.person();
    const phone = aNumber();
    await bench.approveNumber(person, phone);
    const second = await bench.mustPropose(person, "confirm-phone", {}, phone);
    await exchangePending(person, aNumber());
    expect(await bench.approve(person, second)).toMatchObject({ refusal: { code: "changed" } });
    expect(await bench.addressesOf(person)).toEqual([person.email]);
  });

  it("not when the number that is replaced has changed meanwhile", async () => {
    const person = await bench.person();
    await bench.addNumber(person, aNumber());
    const phone = aNumber();
    await bench.approveNumber(person, phone);
    const second = await bench.mustPropose(person, "confirm-phone", {}, phone);
    const moved = aNumber();
    const { accountId } = person;
    await host.db.twoFactorAuthenticator.updateMany({ where: { accountId, factor: "sms" }, data: { address: moved } });
    expect(await bench.approve(person, second)).toMatchObject({ refusal: { code: "changed" } });
    expect(await bench.addressesOf(person)).toEqual([person.email, moved]);
  });

  it("and once, when many right answers arrive at the same time", async () => {
    const person = await bench.person();
    const phone = aNumber();
    await bench.approveNumber(person, phone);
    const second = await bench.mustPropose(person, "confirm-phone", {}, phone);
    const answers = await Promise.all([1, 2, 3, 4].map(() => bench.approve(person, second)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await bench.addressesOf(person)).toEqual([person.email, phone]);
  });
});
