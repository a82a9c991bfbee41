import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPerson } from "@/lib/two-factor/testing/person";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

describe("the audit trail", () => {
  it("keeps who, what, whence and when", async () => {
    const { accountId, browser } = await createPerson(opened);
    const { context } = browser();
    const detail = { limit: "answer", attempts: 3, isFirst: true };
    await opened.store.recordEvent(
      {
        event: "authz_fail",
        outcome: "refused",
        accountId,
        challengeId: "c1",
        purpose: "approve",
        factor: "email",
        channel: "sms",
        detail,
      },
      context,
    );
    expect(await opened.database.twoFactorAuditEvent.findFirst({ where: { accountId } })).toMatchObject({
      event: "authz_fail",
      outcome: "refused",
      challengeId: "c1",
      purpose: "approve",
      factor: "email",
      channel: "sms",
      ip: context.ip,
      userAgent: context.userAgent,
      requestId: context.requestId,
      at: expect.any(Date),
      detail,
    });
  });

  it("takes events of nobody known", async () => {
    const { context } = (await createPerson(opened)).browser();
    await opened.store.recordEvent({ event: "authn_login_fail", outcome: "refused" }, { ...context, requestId: "r-1" });
    expect(await opened.database.twoFactorAuditEvent.findFirst({ where: { requestId: "r-1" } })).toMatchObject({
      accountId: null,
      detail: null,
    });
  });

  // Attack: a browser that calls itself a new log line, or 16 kB of one.
  // It is a value of one column of one row, cut to a length that no honest browser needs.
  it("stores a hostile user agent as one short value", async () => {
    const { accountId, browser } = await createPerson(opened);
    const userAgent = `x'); DROP TABLE two_factor_audit_event; --\n{"event":"authn_login_success"}${"A".repeat(16_000)}`;
    await opened.store.recordEvent(
      { event: "authz_fail", outcome: "refused", accountId },
      { ...browser().context, userAgent },
    );
    const rows = await opened.database.twoFactorAuditEvent.findMany({ where: { accountId } });
    expect(rows.map((row) => row.userAgent)).toEqual([userAgent.slice(0, 400)]);
  });

  // Attack: whoever reached the database as the application wipes what they did.
  // A trigger refuses every change; a retention job deletes, and only deletes, after saying so in its transaction.
  it("only grows", async () => {
    const { accountId, browser } = await createPerson(opened);
    await opened.store.recordEvent({ event: "authz_fail", outcome: "refused", accountId }, browser().context);
    const changes = [
      "UPDATE two_factor_audit_event SET event = 'nothing'",
      "DELETE FROM two_factor_audit_event",
      "TRUNCATE two_factor_audit_event",
      "UPDATE two_factor_audit_event SET event = 'nothing' WHERE false",
    ];
    for (const change of changes) {
      await expect(opened.database.$executeRawUnsafe(change), change).rejects.toThrow(/append-only/);
    }
    expect(await opened.database.twoFactorAuditEvent.count({ where: { accountId } })).toBe(1);
  });

  it("lets a retention job delete, and nothing else", async () => {
    const { accountId, browser } = await createPerson(opened);
    await opened.store.recordEvent({ event: "authz_fail", outcome: "refused", accountId }, browser().context);
    const inRetention = (change: string) =>
      opened.database.$transaction([
        opened.database.$executeRawUnsafe("SET LOCAL countersign.audit_retention = 'on'"),
        opened.database.$executeRawUnsafe(change, accountId),
      ]);
    await expect(
      inRetention("UPDATE two_factor_audit_event SET event = 'nothing' WHERE account_id = $1"),
    ).rejects.toThrow(/append-only/);
    await inRetention("DELETE FROM two_factor_audit_event WHERE account_id = $1");
    expect(await opened.database.twoFactorAuditEvent.count({ where: { accountId } })).toBe(0);
    await expect(opened.database.$executeRawUnsafe("DELETE FROM two_factor_audit_event")).rejects.toThrow(
      /append-only/,
    );
  });
});
