import { refusalOfApprovalState } from "@/lib/two-factor/core/approval";
import { bindingOfApproval } from "@/lib/two-factor/core/binding";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { type ApprovalInput, type ApprovalPorts, findVisible } from "@/lib/two-factor/flows/approval-input";
import { reachedFor } from "@/lib/two-factor/flows/code-destination";
import { sendCode } from "@/lib/two-factor/flows/send-code";

/** Sends a new code for an open approval; the one before it ends. What is approved stays as it was sealed. */
export async function resendApprovalCode(ports: ApprovalPorts, input: ApprovalInput): Promise<{ ok: true } | Refused> {
  const found = await findVisible(ports, input);
  if (!found.ok) return found;
  const { approval, protection, owner } = found;
  const over = refusalOfApprovalState(approval.state);
  if (over) return { ok: false, refusal: over };
  const { id: approvalId, digest, action, lines, locale } = approval;
  const request = {
    protection: reachedFor(ports, approval, protection),
    binding: bindingOfApproval({ ...owner, digest }),
    context: input.context,
    // The message repeats the sealed lines, so it speaks their language.
    locale,
    approval: { action, lines },
  };
  return sendCode(ports, request, (challenge) =>
    ports.approvals.issueApprovalCode({ approvalId, challenge, context: input.context }),
  );
}
