import { isApprovalId } from "@/lib/two-factor/core/approval";
import type { ApprovalPorts } from "@/lib/two-factor/flows/approval-input";
import type { Receipt } from "@/lib/two-factor/ports";

/** What this account approved, or null. Call it behind a session only; any session of the account may look. */
export async function readReceipt(
  ports: ApprovalPorts,
  input: { accountId: string; approvalId: string },
): Promise<Receipt | null> {
  return isApprovalId(input.approvalId) ? ports.approvals.readReceipt(input) : null;
}

/** The newest receipts of an account, for its recent activity. */
export function listReceipts(ports: ApprovalPorts, input: { accountId: string; limit: number }): Promise<Receipt[]> {
  return ports.approvals.listReceipts(input);
}
