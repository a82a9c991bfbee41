// Attack: change the ways into an account without the owner noticing.
// Defence: a notice goes to the old addresses, and it is written in the same transaction as the change.
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

async function mustPropose(person: Approver, action: string, raw: unknown = {}, codeTo = person.email) {
  const proposed = await bench.propose(person, { action, raw, codeTo });
  if (!proposed.ok) throw new Error(`Not proposed: ${JSON.stringify(proposed.refusal)}`);
  return proposed;
}

/** The notices about the person's changes, each as "change address". */
async function noticesOf(person: Approver, ...others: string[]) {
  await bench.deliverNotices();
  const to = [person.email, ...others];
  return bench.notices.flatMap((each) =>
    to.includes(each.to) && each.notice.about === "security-change" ? [`${each.notice.change} ${each.to}`] : [],
  );
}

describe("a change of the account's security", () => {
  it("of the e-mail address is notified to the old and the new address, and names the new one", async () => {
    const person = await bench.person();
    const email = `new-${randomUUID()}@example.com`;
    await bench.approve(person, await mustPropose(person, "change-email", { address: email }));
    expect(await noticesOf(person, email)).toEqual([]);
    await bench.approve(person, await mustPropose(person, "confirm-email", {}, email));
    expect((await noticesOf(person, email)).sort()).toEqual(
      [`email-changed ${email}`, `email-changed ${person.email}`].sort(),
    );
    const shown = [{ value: email }];
    expect(bench.notices.find(({ to }) => to === person.email)).toMatchObject({ lines: shown, locale: "en" });
  });

  // Attack: replace the e-mail address of a person whose codes go to a phone, so that no e-mail address is registered.
  it("of an address that got no codes is notified there too", async () => {
    const person = await bench.person();
    const { accountId } = person;
    const phone = "+15005550007";
    const to = { factor: "sms", address: phone, id: `phone of ${accountId}` };
    await host.db.twoFactorAuthenticator.updateMany({ where: { accountId }, data: to });
    const email = `new-${randomUUID()}@example.com`;
    await bench.approve(person, await mustPropose(person, "change-email", { address: email }, phone));
    await bench.approve(person, await mustPropose(person, "confirm-email", {}, email));
    const everywhere = [email, person.email, phone].map((address) => `email-changed ${address}`);
    expect((await noticesOf(person, email, phone)).sort()).toEqual(everywhere.sort());
    // Codes still go to the phone: choosing the channel is an action of its own.
    const registered = await host.db.twoFactorAuthenticator.findMany({ where: { accountId, removedAt: null } });
    expect(registered).toMatchObject([{ factor: "sms", address: phone }]);
  });

  it("of the password or of two-step verification is notified to every address", async () => {
    const person = await bench.person();
    const phone = "+15005550006";
    const id = `phone of ${person.accountId}`;
    await bench.approve(
      person,
      await mustPropose(person, "change-password", { passwordHash, current: bench.passwordFingerprint }),
    );
    expect(await noticesOf(person)).toEqual([`password-changed ${person.email}`]);
    await host.db.twoFactorAuthenticator.create({
      data: { id, accountId: person.accountId, factor: "sms", address: phone, verifiedAt: new Date() },
    });
    await bench.approve(person, await mustPropose(person, "switch-two-step", { enabled: false }));
    await bench.approve(person, await mustPropose(person, "switch-two-step", { enabled: true }));
    expect((await noticesOf(person, phone)).slice(1).sort()).toEqual([
      ...[`two-step-off ${phone}`, `two-step-off ${person.email}`],
      ...[`two-step-on ${phone}`, `two-step-on ${person.email}`],
    ]);
  });

  // Attack: take over the number that gets all codes, and change the account while the owner's mailbox gets no message.
  it("is notified to the confirmed e-mail address, also when no codes go there", async () => {
    const person = await bench.person();
    const { accountId, email } = person;
    const phone = "+15005550008";
    const bySms = { factor: "sms", address: phone, id: `phone of ${accountId}` };
    await host.db.twoFactorAuthenticator.updateMany({ where: { accountId }, data: bySms });
    const wanted = { passwordHash, current: bench.passwordFingerprint };
    for (const [action, raw] of [
      ["change-password", wanted],
      ["switch-two-step", { enabled: false }],
      ["delete-account", {}],
    ] as const)
      expect(await bench.approve(person, await mustPropose(person, action, raw, phone))).toMatchObject({ ok: true });
    const changes = ["password-changed", "two-step-off", "account-deleted"];
    expect((await noticesOf(person, phone)).sort()).toEqual(
      changes.flatMap((change) => [`${change} ${phone}`, `${change} ${email}`]).sort(),
    );
  });

  it("of the name or the delivery address sends no notice: its code already showed the change", async () => {
    const person = await bench.person();
    await bench.approve(person, await mustPropose(person, "change-name", { name: "Kim" }));
    await bench.approve(person, await mustPropose(person, "change-address", home));
    expect(await noticesOf(person)).toEqual([]);
  });
});
