import { refusalOfApprovalState } from "@/lib/two-factor/core/approval/approval";
import type { Refused } from "@/lib/two-factor/core/refusal";
import {
  type ApprovalInput,
  type ApprovalPorts,
  findVisible,
  ownerOf,
} from "@/lib/two-factor/flows/approval/approval-input";

/** Ends an approval with nothing run. Its code is worth nothing from then on. */
export async function declineApproval(
  ports: ApprovalPorts,
  input: ApprovalInput,
): Promise<{ ok: true; state: "declined" } | Refused> {
  const owner = ownerOf(ports, input);
  const isDeclined = owner && (await ports.approvals.declineApproval({ owner, context: input.context }));
  if (isDeclined) return { ok: true, state: "declined" };
  const found = await findVisible(ports, input);
  if (!found.ok) return found;
  return { ok: false, refusal: refusalOfApprovalState(found.approval.state) ?? { code: "no-approval" } };
}
