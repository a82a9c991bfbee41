import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { createPostgresStore } from "@/lib/two-factor/store/index";
import { createPerson, spent } from "@/lib/two-factor/testing/person";
import { type PlanMode, readTables, recording, type Statement } from "@/lib/two-factor/testing/plans";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
let statements: Map<string, Statement[]>;
beforeAll(async () => {
  opened = await openTestStore();
  for (const rows of load) await opened.database.$executeRawUnsafe(rows);
  statements = await runEveryMethod();
}, 120_000);
afterAll(() => opened.close());

/** 50,000 accounts with four codes each, most of them over; a few thousand rows wait to be swept. */
const load = [
  `INSERT INTO two_factor_account (account_id, enabled_at) SELECT 'a' || n, now() FROM generate_series(1, 50000) AS n`,
  `INSERT INTO two_factor_authenticator (id, account_id, factor, address, verified_at)
   SELECT 't' || n, 'a' || n, 'email', n || '@example.com', now() FROM generate_series(1, 50000) AS n`,
  `INSERT INTO two_factor_challenge
     (id, account_id, purpose, factor, authenticator_id, browser_hash, binding_digest, expected, reference,
     max_attempts, state, issued_at, expires_at, ended_at)
   SELECT 'c' || n, 'a' || n % 50000, 'sign-in', 'email', 't' || n % 50000, 'b' || n % 50000, 'd', '"m"', 'ABC', 5,
     CASE WHEN n > 150000 THEN 'pending' ELSE 'superseded' END,
     now() - n % 90000 * interval '1 s', now() - (n % 90000 - 300) * interval '1 s',
     CASE WHEN n > 150000 THEN NULL ELSE now() END
   FROM generate_series(1, 200000) AS n`,
  `INSERT INTO two_factor_delivery (id, challenge_id, account_id, channel, state)
   SELECT 'd' || n, 'c' || n, 'a' || n % 50000, 'email', 'sent' FROM generate_series(1, 200000) AS n`,
  `INSERT INTO two_factor_delivery
     (id, challenge_id, account_id, channel, state, queued_at, sms_country, sms_cost, sms_day)
   SELECT 'x' || n, 'c' || n, 'a' || n % 50000, 'sms', 'sent', now() - n * interval '2 s', '+49 DE', 1, now()
   FROM generate_series(1, 50000) AS n`,
  `INSERT INTO two_factor_sms_counter (key, used, started_at)
   SELECT 'prefix:' || n, 1, now() - n * interval '4.5 s' FROM generate_series(1, 20000) AS n`,
  `INSERT INTO two_factor_rate_limit (key, used, expires_at)
   SELECT 'k' || n, 1, now() + (n - 1000) * interval '1 s' FROM generate_series(1, 20000) AS n`,
  `INSERT INTO two_factor_sms_pause (country, probe_at) SELECT '+' || n, now() FROM generate_series(1, 5000) AS n`,
  `INSERT INTO two_factor_delivery (id, account_id, channel, sealed, due_at, valid_until)
   SELECT 'n' || n, 'a' || n, 'email', 'x', now() + (n - 20) * interval '1 s', now() + interval '1 day'
   FROM generate_series(1, 5000) AS n`,
  `INSERT INTO two_factor_pending_sign_in (id, account_id, browser_hash, token_hash, return_path, expires_at)
   SELECT 'p' || n, 'a' || n, 'b' || n, 'h' || n, '/', now() - (n % 90000 - 600) * interval '1 s'
   FROM generate_series(1, 50000) AS n`,
  `INSERT INTO two_factor_session (id_hash, account_id, browser_hash, acr, expires_at)
   SELECT 's' || n, 'a' || n % 50000, 'b' || n, 'x', now() - (n - 2000) * interval '1 s'
   FROM generate_series(1, 90000) AS n`,
  `INSERT INTO two_factor_approval
     (id, account_id, session_id_hash, browser_hash, action, lines, digest, locale, state, expires_at,
     ended_at)
   SELECT 'p' || n, 'a' || n, 's', 'b', 'buy', '[]', 'd', 'en', 'executed', now() - n * interval '10 s', now()
   FROM generate_series(1, 50000) AS n`,
  `INSERT INTO two_factor_audit_event (at, event, outcome, account_id)
   SELECT now() - n * interval '40 s', 'challenge_issue', 'success', 'a' || n % 50000 FROM generate_series(1, 200000) AS n`,
  "ANALYZE",
];

async function runEveryMethod(mode?: PlanMode) {
  const recorded: Statement[] = [];
  const database = recording(opened.database, recorded, mode);
  const store = createPostgresStore({ database, limits: defaultLimits });
  const person = await createPerson({ ...opened, store });
  const browser = person.browser();
  const { accountId } = person;
  const { context } = browser;
  const pending = await browser.openPending("token");
  const { id: challengeId, deliveryId } = await browser.mustIssue();
  const delivered = { deliveryId, claim: 1, context, provider: "test", attempts: 1 };
  const reported = { context, provider: "test", providerMessageId: "m7", state: "bounced", at: new Date() } as const;
  const session = browser.newSession();
  const to = { country: "+49 DE", prefix: "7" };
  const reservation = { country: "+49 DE", cost: 1, day: new Date(), block: { prefix: "p", since: new Date() } };
  const sendingAgain = (send: () => Promise<unknown>) => () => person.forgetSends().then(send);
  const calls: Record<keyof typeof store, (() => Promise<unknown>)[]> = {
    readProtection: [() => store.readProtection(accountId)],
    openPendingSignIn: [() => browser.openPending()],
    findPendingSignIn: [() => store.findPendingSignIn({ tokenHash: "token", browserHash: context.browserHash })],
    issueChallenge: [sendingAgain(() => browser.issue())],
    takeSms: [
      () => store.takeSms({ to, accountId, context }),
      () => store.takeSms({ to: { ...to, country: "+7" }, accountId, context }),
    ],
    giveSmsBack: [() => store.giveSmsBack(reservation)],
    readSmsLimit: [() => store.readSmsLimit(to)],
    switchChannel: [sendingAgain(() => browser.switchChannel(pending?.pending.id ?? ""))],
    reserveAttempt: [() => browser.reserve(challengeId)],
    recordWrongAnswer: [() => store.recordWrongAnswer({ challengeId, accountId, context })],
    findSupersededCodes: [() => store.findSupersededCodes(browser.owned)],
    completeSignIn: [
      () => store.completeSignIn({ challengeId, spent, pendingSignInId: pending?.pending.id ?? "", session, context }),
    ],
    openSession: [() => store.openSession({ session: browser.newSession(), accountVersion: null, context })],
    adoptSession: [() => store.adoptSession({ session: browser.newSession(), context })],
    readSession: [() => store.readSession(session.idHash)],
    revokeSession: [() => store.revokeSession({ idHash: session.idHash, because: "revoked", context })],
    ownerOfSession: [() => store.ownerOfSession({ idHash: "s", browserHash: "b" })],
    viewAccount: [() => store.viewAccount(browser.owned)],
    recordDeliveryReport: [
      () => store.recordDeliveryReport({ ...reported, deliveryId: null }),
      () => store.recordDeliveryReport({ ...reported, deliveryId: "d7" }),
    ],
    claimDelivery: [() => store.claimDelivery(deliveryId)],
    claimDueDeliveries: [() => store.claimDueDeliveries({ atMost: 10 })],
    markDelivery: [
      () => store.markDelivery({ ...delivered, state: "sent", providerMessageId: null }),
      () => store.markDelivery({ ...delivered, state: "failed", failure: "timeout" }),
      () => store.markDelivery({ ...delivered, state: "queued", failure: "timeout", retryInSeconds: 30 }),
    ],
    recordEvent: [() => store.recordEvent({ event: "authz_fail", outcome: "refused" }, context)],
    countWrongAnswers: [() => store.countWrongAnswers()],
    sweep: [() => store.sweep()],
    ping: [() => store.ping()],
  };
  const byMethod = new Map<string, Statement[]>();
  for (const [method, variants] of Object.entries(calls)) {
    recorded.length = 0;
    for (const call of variants) await call();
    byMethod.set(method, [...recorded]);
    expect(recorded, `${method} is one statement`).toHaveLength(variants.length);
  }
  return byMethod;
}

describe("with 200,000 challenges of 50,000 accounts", () => {
  it("no statement of any method reads a whole table", async () => {
    const read = await readTables(opened.database, statements);
    expect(read.filter((line) => line.includes("Seq Scan"))).toEqual([]);
    expect(read).toContain("readSession: Index Scan on two_factor_session");
    expect(read.length).toBeGreaterThan(30);
  });

  it.each(["auto", "force_generic_plan"] as const)(
    "nor does a function inside, with plans chosen by %s",
    async (mode) => {
      const byMethod = await runEveryMethod(mode);
      const read = [...byMethod].flatMap(([method, all]) =>
        all.flatMap((each) => each.read.map((scan) => `${method} ${scan}`)),
      );
      expect(read.filter((line) => line.includes("whole:"))).toEqual([]);
      expect(read).toEqual(
        expect.arrayContaining([
          "issueChallenge index: two_factor_challenge",
          "switchChannel index: two_factor_delivery",
          "takeSms index: two_factor_delivery",
        ]),
      );
    },
  );

  it("a session is read in one statement by its primary key", () => {
    expect(statements.get("readSession")).toHaveLength(1);
  });
});
