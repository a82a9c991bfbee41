import type { Refused } from "@/lib/two-factor/core/refusal";
import { type ApprovalInput, type ApprovalPorts, findVisible } from "@/lib/two-factor/flows/approval/approval-input";
import { type ProposedAction, proposeApproval } from "@/lib/two-factor/flows/approval/propose-approval";

/**
 * Proposes once more what expired, was declined or became void: the same input, described anew, and a new code. An open
 * one stays as it is. One that was executed is over; its input is no longer kept.
 */
export async function proposeAgain(ports: ApprovalPorts, input: ApprovalInput): Promise<ProposedAction | Refused> {
  const found = await findVisible(ports, input);
  if (!found.ok) return found;
  const { id: approvalId, state, sealed, action } = found.approval;
  if (state === "proposed") return { ok: true, state, approvalId, code: "still-valid" };
  if (!sealed) return { ok: false, refusal: { code: "approval-over", state } };
  const { sessionId, context } = input;
  return proposeApproval(ports, { action, raw: sealed.input, sessionId, context });
}
