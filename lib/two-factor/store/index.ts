import { z } from "zod";
import type { Store } from "@/lib/two-factor/flows/ports";
import { readProtection } from "@/lib/two-factor/store/account/protection";
import { sweep } from "@/lib/two-factor/store/account/sweep";
import { countWrongAnswers } from "@/lib/two-factor/store/code/count-wrong-answers";
import { issueChallenge, switchChannel } from "@/lib/two-factor/store/code/issue-challenge";
import { recordWrongAnswer } from "@/lib/two-factor/store/code/record-wrong-answer";
import { reserveAttempt } from "@/lib/two-factor/store/code/reserve-attempt";
import { findSupersededCodes } from "@/lib/two-factor/store/code/superseded-codes";
import { giveSmsBack, readSmsLimit, takeSms } from "@/lib/two-factor/store/limit/take-sms";
import { claimDelivery, claimDueDeliveries } from "@/lib/two-factor/store/message/claim-delivery";
import { markDelivery } from "@/lib/two-factor/store/message/delivery";
import { recordDeliveryReport } from "@/lib/two-factor/store/message/delivery-report";
import { adoptSession } from "@/lib/two-factor/store/session/adopt-session";
import {
  openSession,
  ownerOfSession,
  readSession,
  revokeSession,
  viewAccount,
} from "@/lib/two-factor/store/session/session";
import { completeSignIn } from "@/lib/two-factor/store/sign-in/complete-sign-in";
import { findPendingSignIn, openPendingSignIn } from "@/lib/two-factor/store/sign-in/pending-sign-in";
import { recordEvent } from "@/lib/two-factor/store/sql/audit";
import { queryTheOne, type StoreConfig } from "@/lib/two-factor/store/sql/database";
import { sql } from "@/lib/two-factor/store/sql/sql";

export { createApprovalStore } from "@/lib/two-factor/store/approval/approval-store";
export type { StoreDatabase, TransactionDatabase } from "@/lib/two-factor/store/sql/database";

/**
 * The store on PostgreSQL 15 or later. Every method is one statement under READ COMMITTED, the default.
 *
 * How a race is settled: a statement first locks the account's row, then challenge, pending sign-in, session, always in
 * this order, so that two never wait for each other. It judges the rows as the lock left them, not as they were when it
 * began, and writes only what that judgement allows. Where that judgement needs more rows than the locked ones, the
 * statement calls a function of the add-on's migration (docs/decisions/031-a-use-case-that-locks-is-a-function.md).
 */
export function createPostgresStore(config: StoreConfig): Store {
  return {
    readProtection: (accountId) => readProtection(config, accountId),
    openPendingSignIn: (input) => openPendingSignIn(config, input),
    findPendingSignIn: (input) => findPendingSignIn(config, input),
    issueChallenge: (input) => issueChallenge(config, input),
    takeSms: (input) => takeSms(config, input),
    giveSmsBack: (reservation) => giveSmsBack(config, reservation),
    readSmsLimit: (to) => readSmsLimit(config, to),
    switchChannel: (input) => switchChannel(config, input),
    reserveAttempt: (input) => reserveAttempt(config, input),
    recordWrongAnswer: (input) => recordWrongAnswer(config, input),
    findSupersededCodes: (input) => findSupersededCodes(config, input),
    completeSignIn: (input) => completeSignIn(config, input),
    openSession: (input) => openSession(config, input),
    adoptSession: (input) => adoptSession(config, input),
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
