/** Approvals as the rules see them: plain data, seconds by the database's clock. */

import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { ApprovalState, Change, Line, Sealed, VoidReason } from "@/lib/two-factor/core/approval/approval";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";

/** Whose approval it is: all three must fit, or nothing can be approved or declined. */
export type ApprovalOwner = { approvalId: string; sessionIdHash: string; browserHash: string };

/** The account of a live session, and what the add-on itself knows for a decision about it. */
export type ApproverRecord = { protection: Protection; browserKnownDays: number; approvalsWithoutCodeToday: number };

export type NewApproval = {
  id: string;
  accountId: string;
  sessionIdHash: string;
  browserHash: string;
  action: string;
  sealed: Sealed;
  lines: Line[];
  digest: string;
  reasons: string[];
  locale: string;
};

/** An approval row as read; `state` is already judged by the database's clock. */
export type ApprovalRecord = {
  id: string;
  accountId: string;
  action: string;
  /** Null once it ran. */
  sealed: Sealed | null;
  lines: Line[];
  digest: string;
  reasons: string[];
  locale: string;
  state: ApprovalState;
  secondsLeft: number;
  proposedAt: Date;
  endedAt: Date | null;
  /** Of a void one: why, the action's own word where it refused, and what differs. */
  voidReason: VoidReason | null;
  refusal: string | null;
  changes: Change[];
  /** Of an executed one: what the action returned. */
  output: Json;
};

export type Proposed =
  /** `isSame`: an equal proposal of this session has a live code already; nothing was written. */
  | { approvalId: string; isSame: boolean; challenge: ChallengeRecord | null }
  /** The account has proposed as much as it may for now; nothing was written. */
  | { approvalId: null; retryAfterSeconds: number };

export type FoundApproval = {
  approval: ApprovalRecord;
  protection: Protection;
  /** Its newest code, of any state. */
  challenge: ChallengeRecord | null;
};

/** How an approval ends without anything having run. A void one was answered right: that attempt is given back. */
export type UnexecutedEnd =
  | { state: "declined" }
  | { state: "void"; voidReason: VoidReason; refusal: string | null; changes: Change[] };

/** How an executed approval was proved; `destination` is masked, null when it is registered no more. */
export type ProofReceipt = {
  challengeId: string;
  factor: FactorName;
  destination: string | null;
  reference: string | null;
};

/** What a person can look up afterwards: what was shown, when, and how it was proved. */
export type Receipt = {
  approvalId: string;
  action: string;
  lines: Line[];
  reasons: string[];
  /** The language of the lines. */
  locale: string;
  executedAt: Date;
  /** Null where policy asked for no proof. */
  factor: FactorName | null;
  /** Masked. */
  destination: string | null;
  reference: string | null;
};
