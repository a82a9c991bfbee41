import type {
  ApprovalOwner,
  ApproverRecord,
  FoundApproval,
  NewApproval,
  ProofReceipt,
  Proposed,
  Receipt,
  UnexecutedEnd,
} from "@/lib/two-factor/core/approval/records";
import type { Issued, NewChallenge, Reserved } from "@/lib/two-factor/core/code/records";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";

/** Rows of approvals. As in the rest of the store each method is one statement, `transaction` apart. */
export interface ApprovalStore {
  /** The application's own database client, as it was handed in. */
  client: unknown;

  /** The account behind a live session, or null. */
  readApprover(input: { sessionIdHash: string; browserHash: string }): Promise<ApproverRecord | null>;

  /**
   * Writes the approval and, where one is given and may be sent, its code. What was open in the same account and browser
   * ends. Where the session has proposed too much within the hour, nothing is written.
   */
  propose(input: { approval: NewApproval; challenge: NewChallenge | null; context: RequestContext }): Promise<Proposed>;

  /**
   * The approval, in any state, with the live session that asks; or null. Besides its own session a later one finds it
   * that was opened by the same account in the same browser; to it an open approval is void. Marks the session seen, as
   * `readSession`.
   */
  findApproval(owner: ApprovalOwner): Promise<(FoundApproval & { session: SessionRecord }) | null>;

  /** As `issueChallenge`, for an approval that is still open. */
  issueApprovalCode(input: { approvalId: string; challenge: NewChallenge; context: RequestContext }): Promise<Issued>;

  /**
   * Finds the approval and counts an attempt on its challenge, in one statement, where that is of one of the `factors`
   * that can read the answer. `reserved` is null where no answer may be compared; `protection` and `challenge` say why,
   * unless another request was faster.
   */
  reserveApprovalAttempt(
    owner: ApprovalOwner,
    factors: readonly FactorName[],
  ): Promise<(FoundApproval & { reserved: Reserved | null; bindingDigest: string | null }) | null>;

  /** False when it had ended already, or is not theirs. */
  declineApproval(input: { owner: ApprovalOwner; context: RequestContext }): Promise<boolean>;

  /**
   * Runs `work` in one transaction under READ COMMITTED; it decides whether anything is kept. Runs it again, a few times,
   * when it lost against another transaction.
   */
  transaction<T>(work: (within: ApprovalTransaction) => Promise<{ commit: boolean; value: T }>): Promise<T>;

  /** Executed approvals of the account. */
  readReceipt(input: { accountId: string; approvalId: string }): Promise<Receipt | null>;

  /** Newest first. */
  listReceipts(input: { accountId: string; limit: number }): Promise<Receipt[]>;
}

/** What a transaction that runs an action may use. */
export interface ApprovalTransaction {
  /** The application's client inside this transaction. */
  client: unknown;

  /** Waits for the account and reads it afresh: nobody else decides about it until the transaction ends. */
  lockApprover(input: { sessionIdHash: string; browserHash: string }): Promise<ApproverRecord | null>;

  /**
   * One winner: consumes the code, gives its reservation back and marks the approval executed. `notices` are queued with
   * it: they leave if and only if the transaction is kept.
   */
  executeApproval(input: {
    owner: ApprovalOwner;
    accountId: string;
    digest: string;
    output: Json;
    receipt: ProofReceipt;
    /** What the right answer uses up with its challenge, as the factor said; null where that is the challenge alone. */
    spends: Json;
    context: RequestContext;
    notices?: readonly NewNotice[];
  }): Promise<boolean>;

  /** Writes what ran without a code, since policy asked for none; `notices` as for `executeApproval`. */
  recordExempt(input: {
    approval: NewApproval;
    output: Json;
    context: RequestContext;
    notices?: readonly NewNotice[];
  }): Promise<void>;

  /** Ends it with nothing run. False when somebody was faster. */
  endApproval(input: { owner: ApprovalOwner; end: UnexecutedEnd; context: RequestContext }): Promise<boolean>;
}
