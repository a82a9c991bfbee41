import { z } from "zod";
import type { Limits } from "@/lib/two-factor/core/limits";
import type { ApprovalStore, Store } from "@/lib/two-factor/ports";
import { recordEvent } from "@/lib/two-factor/store/audit";
import { completeSignIn } from "@/lib/two-factor/store/complete-sign-in";
import { queryTheOne, type StoreDatabase } from "@/lib/two-factor/store/database";
import { markDelivery } from "@/lib/two-factor/store/delivery";
import { endApproval } from "@/lib/two-factor/store/end-approval";
import { findApproval, readApprover } from "@/lib/two-factor/store/find-approval";
import { issueApprovalCode, issueChallenge } from "@/lib/two-factor/store/issue-challenge";
import { findPendingSignIn, openPendingSignIn } from "@/lib/two-factor/store/pending-sign-in";
import { propose } from "@/lib/two-factor/store/propose";
import { readProtection } from "@/lib/two-factor/store/protection";
import { listReceipts, readReceipt } from "@/lib/two-factor/store/receipts";
import { recordWrongAnswer } from "@/lib/two-factor/store/record-wrong-answer";
import { reserveApprovalAttempt } from "@/lib/two-factor/store/reserve-approval-attempt";
import { reserveAttempt } from "@/lib/two-factor/store/reserve-attempt";
import { knowsBrowser, openSession, readSession, revokeSession } from "@/lib/two-factor/store/session";
import { sql } from "@/lib/two-factor/store/sql";
import { findSupersededCodes } from "@/lib/two-factor/store/superseded-codes";
import { sweep } from "@/lib/two-factor/store/sweep";
import { transaction } from "@/lib/two-factor/store/transaction";

export type { StoreDatabase } from "@/lib/two-factor/store/database";

/**
 * The store on PostgreSQL 15 or later. Every method is one statement under READ COMMITTED, the default.
 *
 * How a race is settled: a statement first locks the account's row, then challenge, pending sign-in, session, always in
 * this order, so that two never wait for each other. It judges the rows as the lock left them, not as they were when it
 * began, and writes only what that judgement allows.
 */
export function createPostgresStore(config: { database: StoreDatabase; limits: Limits }): Store {
  return {
    ...createApprovalStore(config),
    readProtection: (accountId) => readProtection(config, accountId),
    openPendingSignIn: (input) => openPendingSignIn(config, input),
    findPendingSignIn: (input) => findPendingSignIn(config, input),
    issueChallenge: (input) => issueChallenge(config, input),
    reserveAttempt: (input) => reserveAttempt(config, input),
    recordWrongAnswer: (input) => recordWrongAnswer(config, input),
    findSupersededCodes: (input) => findSupersededCodes(config, input),
    completeSignIn: (input) => completeSignIn(config, input),
    openSession: (input) => openSession(config, input),
    readSession: (idHash) => readSession(config, idHash),
    revokeSession: (input) => revokeSession(config, input),
    knowsBrowser: (input) => knowsBrowser(config, input),
    markDelivery: (input) => markDelivery(config, input),
    recordEvent: (event, context) => recordEvent(config, event, context),
    sweep: () => sweep(config),
    ping: async () => (await queryTheOne(config, z.object({ alive: z.boolean() }), sql`SELECT true AS alive`)).alive,
  };
}

function createApprovalStore(config: { database: StoreDatabase; limits: Limits }): ApprovalStore {
  return {
    client: config.database,
    readApprover: (input) => readApprover(config, input),
    propose: (input) => propose(config, input),
    findApproval: (owner) => findApproval(config, owner),
    issueApprovalCode: (input) => issueApprovalCode(config, input),
    reserveApprovalAttempt: (owner) => reserveApprovalAttempt(config, owner),
    declineApproval: ({ owner, context }) => endApproval(config, { owner, end: { state: "declined" }, context }),
    transaction: (work) => transaction(config, work),
    readReceipt: (input) => readReceipt(config, input),
    listReceipts: (input) => listReceipts(config, input),
  };
}
