import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import { endApproval } from "@/lib/two-factor/store/approval/end-approval";
import { findApproval, readApprover } from "@/lib/two-factor/store/approval/find-approval";
import { propose } from "@/lib/two-factor/store/approval/propose";
import { listReceipts, readReceipt } from "@/lib/two-factor/store/approval/receipts";
import { reserveApprovalAttempt } from "@/lib/two-factor/store/approval/reserve-approval-attempt";
import { issueApprovalCode } from "@/lib/two-factor/store/code/issue-challenge";
import type { StoreConfig, TransactionDatabase } from "@/lib/two-factor/store/sql/database";
import { transaction } from "@/lib/two-factor/store/sql/transaction";

/**
 * Approvals on PostgreSQL 15 or later, with the same order of locks as the rest of the store: account, challenge,
 * approval, session. An action's own rows are locked before all of them.
 */
export function createApprovalStore(config: StoreConfig & { database: TransactionDatabase }): ApprovalStore {
  return {
    client: config.database,
    readApprover: (input) => readApprover(config, input),
    propose: (input) => propose(config, input),
    findApproval: (owner) => findApproval(config, owner),
    issueApprovalCode: (input) => issueApprovalCode(config, input),
    reserveApprovalAttempt: (owner, factors) => reserveApprovalAttempt(config, owner, factors),
    declineApproval: ({ owner, context }) => endApproval(config, { owner, end: { state: "declined" }, context }),
    transaction: (work) => transaction(config, work),
    readReceipt: (input) => readReceipt(config, input),
    listReceipts: (input) => listReceipts(config, input),
  };
}
