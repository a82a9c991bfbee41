import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApprovalOwner, NewApproval } from "@/lib/two-factor/core/approval/records";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";
import { sweep } from "@/lib/two-factor/store/account/sweep";
import { createApprovalStore } from "@/lib/two-factor/store/approval/approval-store";
import type { TransactionDatabase } from "@/lib/two-factor/store/sql/database";
import { createPerson } from "@/lib/two-factor/testing/person";
import { type PlanMode, readTables, recording, type Statement } from "@/lib/two-factor/testing/plans";
import { openTestStore } from "@/lib/two-factor/testing/store";

let opened: Awaited<ReturnType<typeof openTestStore>>;
beforeAll(async () => {
  opened = await openTestStore();
  for (const rows of load) await opened.database.$executeRawUnsafe(rows);
}, 120_000);
afterAll(() => opened.close());

/** 50,000 accounts with four approvals each: most executed, some void, a few open, a few thousand to be swept. */
const load = [
  `INSERT INTO two_factor_account (account_id, enabled_at) SELECT 'a' || n, now() FROM generate_series(1, 50000) AS n`,
  `INSERT INTO two_factor_authenticator (id, account_id, factor, address, verified_at)
   SELECT 't' || n, 'a' || n, 'email', n || '@example.com', now() FROM generate_series(1, 50000) AS n`,
  `INSERT INTO two_factor_challenge
     (id, account_id, purpose, factor, authenticator_id, browser_hash, binding_digest, expected, reference,
     max_attempts, state, expires_at, ended_at)
   SELECT 'c' || n, 'a' || n % 50000, 'approve', 'email', 't', 'b' || n, 'd', '"m"', 'ABC', 5, 'answered', now(), now()
   FROM generate_series(1, 200000) AS n`,
  `INSERT INTO two_factor_delivery (id, challenge_id, account_id, channel)
   SELECT 'd' || n, 'c' || n, 'a' || n % 50000, 'email' FROM generate_series(1, 200000) AS n`,
  `INSERT INTO two_factor_session (id_hash, account_id, browser_hash, acr, expires_at)
   SELECT 's' || n, 'a' || n % 50000, 'b' || n, 'x', now() + interval '1 day' FROM generate_series(1, 90000) AS n`,
  `INSERT INTO two_factor_approval
     (id, account_id, session_id_hash, browser_hash, action, sealed, lines, digest, locale, state,
     challenge_id, expires_at, ended_at, void_reason)
   SELECT 'p' || n, 'a' || n % 50000, 's' || n, 'b' || n, 'buy', '{}', '[]', 'd', 'en',
     CASE WHEN n < 1000 THEN 'proposed' WHEN n % 50 = 0 THEN 'void' ELSE 'executed' END, 'c' || n,
     now() - n * interval '40 s' + interval '12 hours', CASE WHEN n >= 1000 THEN now() - n * interval '40 s' END,
     CASE WHEN n >= 1000 AND n % 50 = 0 THEN 'changed' END
   FROM generate_series(1, 200000) AS n`,
  `INSERT INTO two_factor_audit_event (at, event, outcome, account_id)
   SELECT now() - n * interval '20 s', 'approval_propose', 'success', 'a' || n % 50000 FROM generate_series(1, 200000) AS n`,
  "ANALYZE",
];

/** Calls every method once, and keeps the one statement of each. */
async function runEveryMethod(mode?: PlanMode) {
  const recorded: Statement[] = [];
  const queries = recording(opened.database, recorded, mode);
  const database: TransactionDatabase = { ...queries, $transaction: (work) => work(queries) };
  const store = createApprovalStore({ database, limits: defaultLimits });
  const person = await createPerson(opened);
  const { accountId } = person;
  const browser = person.browser("approve");
  const { context } = browser;
  const session = browser.newSession();
  await person.set({ enabledAt: null });
  await opened.store.openSession({ session, accountVersion: null, context });
  const approval = newApproval(accountId, session.idHash, context.browserHash);
  const { id: approvalId } = approval;
  const owner: ApprovalOwner = { approvalId, sessionIdHash: session.idHash, browserHash: context.browserHash };
  const challenge = browser.newChallenge();
  const next = browser.newChallenge();
  const receipt = { challengeId: next.id, factor: "email", destination: "a", reference: "ABC" };
  const calls: [string, () => Promise<unknown>][] = [
    ["readApprover", () => store.readApprover(owner)],
    ["propose", () => store.propose({ approval, challenge, context })],
    ["findApproval", () => store.findApproval(owner)],
    ["issueApprovalCode", () => store.issueApprovalCode({ approvalId, challenge: next, context })],
    ["reserveApprovalAttempt", () => store.reserveApprovalAttempt(owner, ["email"])],
    [
      "executeApproval",
      () =>
        store.transaction(async ({ executeApproval }) => {
          const { digest } = approval;
          return {
            commit: true,
            value: await executeApproval({ owner, accountId, digest, output: null, receipt, spends: null, context }),
          };
        }),
    ],
    ["declineApproval", () => store.declineApproval({ owner, context })],
    ["readReceipt", () => store.readReceipt({ accountId, approvalId })],
    ["listReceipts", () => store.listReceipts({ accountId, limit: 10 })],
  ];
  const byMethod = new Map<string, Statement[]>();
  const answers = new Map<string, unknown>();
  for (const [method, call] of calls) {
    if (method === "issueApprovalCode") await person.forgetSends();
    recorded.length = 0;
    answers.set(method, await call());
    byMethod.set(method, [...recorded]);
    expect(recorded, `${method} is one statement`).toHaveLength(1);
  }
  return { byMethod, answers };
}

function newApproval(accountId: string, sessionIdHash: string, browserHash: string): NewApproval {
  return {
    ...{ id: randomUUID(), accountId, sessionIdHash, browserHash, action: "buy", digest: "digest", locale: "en" },
    ...{ sealed: { input: {}, binds: {} }, lines: [{ id: "a", label: "b", value: "c" }], reasons: ["always"] },
  };
}

describe("with 200,000 approvals of 50,000 accounts", () => {
  it("no statement of any method reads a whole table", async () => {
    const { byMethod, answers } = await runEveryMethod();
    expect(answers.get("executeApproval")).toBe(true);
    expect(answers.get("readReceipt")).toMatchObject({ action: "buy" });
    const read = await readTables(opened.database, byMethod);
    expect(read.filter((line) => line.includes("Seq Scan"))).toEqual([]);
    expect(read).toContain("findApproval: Index Scan on two_factor_approval");
    expect(read.length).toBeGreaterThan(25);
  });

  it.each(["auto", "force_generic_plan"] as const)(
    "nor does a function inside, with plans chosen by %s",
    async (mode) => {
      const { byMethod } = await runEveryMethod(mode);
      const read = [...byMethod].flatMap(([method, all]) =>
        all.flatMap((each) => each.read.map((scan) => `${method} ${scan}`)),
      );
      expect(read.filter((line) => line.includes("whole:"))).toEqual([]);
      expect(read).toEqual(
        expect.arrayContaining(["propose index: two_factor_approval", "propose index: two_factor_challenge"]),
      );
      expect(read).toContain("issueApprovalCode index: two_factor_approval");
    },
  );

  it("nor does the sweeper, for approvals", async () => {
    const recorded: Statement[] = [];
    await sweep({ database: recording(opened.database, recorded), limits: defaultLimits });
    const read = await readTables(opened.database, new Map([["sweep", recorded]]));
    expect(read.filter((line) => line.includes("approval"))).not.toContain("sweep: Seq Scan on two_factor_approval");
  });
});
