import { beforeAll, describe, expect, it } from "vitest";
import { startTestHost, type TestHost } from "@/lib/host/testing/host";
import { aNumber, openPhoneBench, refusedAs } from "@/lib/host/testing/phone";
import { readablePhoneNumber } from "@/lib/two-factor/index";

let host: TestHost;
let bench: Awaited<ReturnType<typeof openPhoneBench>>;

beforeAll(async () => {
  host = await startTestHost();
  bench = await openPhoneBench(host);
});

describe("removing the number", () => {
  it("is approved, also with a code to that number, and codes go by e-mail again", async () => {
    const person = await bench.person();
    const phone = aNumber();
    await bench.addNumber(person, phone);
    const other = await bench.elsewhere(person);
    expect(
      await bench.approve(person, await bench.mustPropose(person, "choose-channel", { channel: "sms" })),
    ).toMatchObject({
      ok: true,
    });
    const proposed = await bench.mustPropose(person, "remove-phone", {}, phone);
    expect(proposed.lines).toMatchObject([
      {},
      { value: readablePhoneNumber(phone) },
      { value: `Codes go by email to ${person.email}` },
      {},
    ]);
    expect(await bench.approve(person, proposed)).toMatchObject({ ok: true, doneAt: "/account/security" });
    expect(await bench.addressesOf(person)).toEqual([person.email]);
    expect(await bench.userOf(person)).toMatchObject({ phone: null, phoneVerifiedAt: null });
    expect(await bench.isSignedIn(other)).toBe(false);
    expect(await bench.propose(person, { action: "remove-phone" })).toEqual(refusedAs("no-phone"));
  });

  it("is refused while no code could go anywhere else", async () => {
    const { person } = await bench.phonePerson();
    expect(await bench.propose(person, { action: "remove-phone" })).toEqual(refusedAs("only-address"));
  });
});

describe("choosing where codes go first", () => {
  it("is approved with a code by the present channel", async () => {
    const person = await bench.person();
    const phone = aNumber();
    await bench.addNumber(person, phone);
    const proposed = await bench.mustPropose(person, "choose-channel", { channel: "sms" });
    expect(proposed.lines).toMatchObject([
      { value: "Choose where codes go first" },
      { value: `Codes go by email to ${person.email}` },
      { value: `Codes go by text message to ${readablePhoneNumber(phone)}` },
    ]);
    expect(await bench.approve(person, proposed)).toMatchObject({ ok: true });
    expect(await bench.addressesOf(person)).toEqual([phone, person.email]);
    expect(await bench.propose(person, { action: "choose-channel", raw: { channel: "sms" } })).toEqual(
      refusedAs("same-channel"),
    );
    const back = await bench.mustPropose(person, "choose-channel", { channel: "email" }, phone);
    expect(await bench.approve(person, back)).toMatchObject({ ok: true });
    expect(await bench.addressesOf(person)).toEqual([person.email, phone]);
  });

  it("registers the verified address of a person who began with a phone, who may then remove the phone", async () => {
    const { person, phone } = await bench.phonePerson();
    const proposed = await bench.mustPropose(person, "choose-channel", { channel: "email" }, phone);
    expect(await bench.approve(person, proposed)).toMatchObject({ ok: true });
    expect(await bench.addressesOf(person)).toEqual([person.email, phone]);
    expect(await bench.approve(person, await bench.mustPropose(person, "remove-phone"))).toMatchObject({ ok: true });
    expect(await bench.addressesOf(person)).toEqual([person.email]);
  });

  it("is refused for a channel with nothing verified", async () => {
    const person = await bench.person();
    expect(await bench.propose(person, { action: "choose-channel", raw: { channel: "sms" } })).toEqual(
      refusedAs("no-address"),
    );
    const { person: unverified } = await bench.phonePerson();
    await host.db.user.update({ where: { id: unverified.accountId }, data: { emailVerifiedAt: null } });
    expect(await bench.propose(unverified, { action: "choose-channel", raw: { channel: "email" } })).toEqual(
      refusedAs("no-address"),
    );
  });
});

describe("a change that was not confirmed in time", () => {
  it("is forgotten, the others stay", async () => {
    const { forgetOverdueChanges } = await import("@/lib/host/people/forget-changes");
    const [late, waiting] = [await bench.person(), await bench.person()];
    for (const person of [late, waiting]) await bench.approveNumber(person, aNumber());
    await host.pool.query("UPDATE address_change SET expires_at = now() WHERE account_id = $1", [late.accountId]);
    await forgetOverdueChanges();
    const left = await host.db.addressChange.findMany({
      where: { accountId: { in: [late.accountId, waiting.accountId] } },
    });
    expect(left).toMatchObject([{ accountId: waiting.accountId }]);
  });
});

// Attack: send the codes to another destination without the owner noticing.
describe("the owner of a number", () => {
  const noticesTo = async (...addresses: string[]) => {
    await bench.deliverNotices();
    const notices = bench.notices.filter(({ to }) => addresses.includes(to));
    return notices.map(({ to, notice }) => `${notice.about === "security-change" ? notice.change : ""} ${to}`).sort();
  };

  it("is notified that codes go by e-mail, also at an address that was not registered before", async () => {
    const { person, phone } = await bench.phonePerson();
    await bench.approve(person, await bench.mustPropose(person, "choose-channel", { channel: "email" }, phone));
    const everywhere = [person.email, phone].map((address) => `channel-changed ${address}`);
    expect(await noticesTo(person.email, phone)).toEqual(everywhere.sort());
  });

  it("is notified at every earlier address when it is added, comes first, or is removed", async () => {
    const person = await bench.person();
    const { email } = person;
    const phone = aNumber();
    await bench.addNumber(person, phone);
    expect(await noticesTo(email, phone)).toEqual([`phone-added ${email}`]);
    await bench.approve(person, await bench.mustPropose(person, "choose-channel", { channel: "sms" }));
    await bench.approve(person, await bench.mustPropose(person, "remove-phone", {}, phone));
    expect(await noticesTo(email, phone)).toEqual([
      ...[`channel-changed ${phone}`, `channel-changed ${email}`].sort(),
      `phone-added ${email}`,
      ...[`phone-removed ${phone}`, `phone-removed ${email}`].sort(),
    ]);
  });

  it("is notified of its replacement at the old number and by e-mail, also if no codes went by e-mail", async () => {
    const { person, phone } = await bench.phonePerson();
    const next = aNumber();
    const first = await bench.mustPropose(person, "change-phone", { address: next }, phone);
    await bench.approve(person, first);
    await bench.approve(person, await bench.mustPropose(person, "confirm-phone", {}, next));
    const expected = [`phone-changed ${phone}`, `phone-changed ${person.email}`].sort();
    expect(await noticesTo(person.email, phone, next)).toEqual(expected);
  });
});

describe("a person's data", () => {
  it("has the number, where codes go, and the number that waits to be confirmed", async () => {
    const { readPersonalData } = await import("@/lib/host/personal-data");
    const person = await bench.person();
    const [phone, next] = [aNumber(), aNumber()];
    await bench.addNumber(person, phone);
    await bench.approveNumber(person, next);
    const approved = await bench.approve(person, await bench.mustPropose(person, "export-data", {}));
    const exportId = approved.ok && "doneAt" in approved ? (approved.doneAt.split("/").at(-1) ?? "") : "";
    expect(await readPersonalData(person.session, exportId)).toMatchObject({
      person: { phone, phoneVerifiedAt: expect.any(Date) },
      addressChanges: [{ channel: "sms", address: next }],
      twoStep: { authenticators: [{ factor: "email", isFirst: true }, { factor: "sms" }] },
    });
  });
});
