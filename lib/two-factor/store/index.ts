import { z } from "zod";
import type { Store } from "@/lib/two-factor/ports";
import { recordEvent } from "@/lib/two-factor/store/audit";
import { claimDelivery, claimDueDeliveries } from "@/lib/two-factor/store/claim-delivery";
import { completeSignIn } from "@/lib/two-factor/store/complete-sign-in";
import { countWrongAnswers } from "@/lib/two-factor/store/count-wrong-answers";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/database";
import { markDelivery } from "@/lib/two-factor/store/delivery";
import { recordDeliveryReport } from "@/lib/two-factor/store/delivery-report";
import { issueChallenge, switchChannel } from "@/lib/two-factor/store/issue-challenge";
import { findPendingSignIn, openPendingSignIn } from "@/lib/two-factor/store/pending-sign-in";
import { readProtection } from "@/lib/two-factor/store/protection";
import { recordWrongAnswer } from "@/lib/two-factor/store/record-wrong-answer";
import { reserveAttempt } from "@/lib/two-factor/store/reserve-attempt";
import { openSession, ownerOfSession, readSession, revokeSession, viewAccount } from "@/lib/two-factor/store/session";
import { sql } from "@/lib/two-factor/store/sql";
import { findSupersededCodes } from "@/lib/two-factor/store/superseded-codes";
import { sweep } from "@/lib/two-factor/store/sweep";
import { takeText } from "@/lib/two-factor/store/take-text";
import { giveTextBack, readTextLimit } from "@/lib/two-factor/store/text-counters";

export { createApprovalStore } from "@/lib/two-factor/store/approval-store";
export type { StoreDatabase, TransactionDatabase } from "@/lib/two-factor/store/database";

/**
 * The store on PostgreSQL 15 or later. Every method is one statement under READ COMMITTED, the default.
 *
 * How a race is settled: a statement first locks the account's row, then challenge, pending sign-in, session, always in
 * this order, so that two never wait for each other. It judges the rows as the lock left them, not as they were when it
 * began, and writes only what that judgement allows.
 */
export function createPostgresStore(config: StoreConfig): Store {
  return {
    readProtection: (accountId) => readProtection(config, accountId),
    openPendingSignIn: (input) => openPendingSignIn(config, input),
    findPendingSignIn: (input) => findPendingSignIn(config, input),
    issueChallenge: (input) => issueChallenge(config, input),
    takeText: (input) => takeText(config, input),
    giveTextBack: (reservation) => giveTextBack(config, reservation),
    readTextLimit: (to) => readTextLimit(config, to),
    switchChannel: (input) => switchChannel(config, input),
    reserveAttempt: (input) => reserveAttempt(config, input),
    recordWrongAnswer: (input) => recordWrongAnswer(config, input),
    findSupersededCodes: (input) => findSupersededCodes(config, input),
    completeSignIn: (input) => completeSignIn(config, input),
    openSession: (input) => openSession(config, input),
    readSession: (idHash) => readSession(config, idHash),
    ownerOfSession: (input) => ownerOfSession(config, input),
    revokeSession: (input) => revokeSession(config, input),
    viewAccount: (input) => viewAccount(config, input),
    claimDelivery: (deliveryId) => claimDelivery(config, deliveryId),
    claimDueDeliveries: (input) => claimDueDeliveries(config, input),
    markDelivery: (input) => markDelivery(config, input),
    recordDeliveryReport: (input) => recordDeliveryReport(config, input),
    recordEvent: (event, context, options) => recordEvent(config, event, context, options),
    countWrongAnswers: () => countWrongAnswers(config),
    sweep: () => sweep(config),
    ping: async () => (await queryTheOne(config, z.object({ alive: z.boolean() }), sql`SELECT true AS alive`)).alive,
  };
}
