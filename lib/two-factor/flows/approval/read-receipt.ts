import { isApprovalId } from "@/lib/two-factor/core/approval/approval";
import type { Receipt } from "@/lib/two-factor/core/approval/records";
import type { Channel } from "@/lib/two-factor/core/words";
import type { ApprovalPorts } from "@/lib/two-factor/flows/approval/approval-input";

/**
 * A receipt under the name that its action gives it, in the language of its lines; `channel` carried its code, and is
 * null where none did.
 */
export type TitledReceipt = Receipt & { title: string; channel: Channel | null };

/** What this account approved, or null. Call it behind a session only; any session of the account may look. */
export async function readReceipt(
  ports: ApprovalPorts,
  input: { accountId: string; approvalId: string },
): Promise<TitledReceipt | null> {
  const receipt = isApprovalId(input.approvalId) ? await ports.approvals.readReceipt(input) : null;
  return receipt && titled(ports, receipt);
}

/** The newest receipts of an account, for its recent activity. */
export async function listReceipts(
  ports: ApprovalPorts,
  input: { accountId: string; limit: number },
): Promise<TitledReceipt[]> {
  const receipts = await ports.approvals.listReceipts(input);
  return receipts.map((receipt) => titled(ports, receipt));
}

// A receipt outlasts its action: what is declared no more has its lines to speak for it.
function titled({ actions, factors }: ApprovalPorts, receipt: Receipt): TitledReceipt {
  const title = actions.get(receipt.action)?.title?.(receipt) ?? receipt.lines[0]?.value ?? receipt.action;
  const channel = factors.find(({ name }) => name === receipt.factor)?.channel ?? null;
  return { ...receipt, title, channel };
}
