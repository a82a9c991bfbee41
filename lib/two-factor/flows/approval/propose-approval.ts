import type { Decision } from "@/lib/two-factor/core/approval/policy";
import type { ApproverRecord, NewApproval, Proposed } from "@/lib/two-factor/core/approval/records";
import { bindingOfApproval } from "@/lib/two-factor/core/code/binding";
import { toJson } from "@/lib/two-factor/core/json";
import type { Refusal, Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { decideOn, draftApproval } from "@/lib/two-factor/flows/action/draft-approval";
import { runExempt } from "@/lib/two-factor/flows/action/run-exempt";
import type { Approver, SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import type { ApprovalPorts } from "@/lib/two-factor/flows/approval/approval-input";
import { reachedFor } from "@/lib/two-factor/flows/approval/code-destination";
import { prepareChallenge } from "@/lib/two-factor/flows/factor/begin-challenge";

export type ProposeInput = {
  action: string;
  /** As it was sent; the action's schema decides what it is. */
  raw: unknown;
  sessionId: string | null;
  context: RequestContext;
};

export type ProposedAction =
  /** It waits for its code; `code` says how that fares. */
  | { ok: true; state: "proposed"; approvalId: string; code: "sent" | "still-valid" | Refusal }
  /** Policy asked for no code, and it is done. */
  | { ok: true; state: "executed"; approvalId: string; doneAt: string };

/**
 * Seals an action as it will be shown, and sends its code. In this order:
 *  1. the action's own schema;
 *  2. the live session, and what is known of its account;
 *  3. what would be done, from stored data;
 *  4. policy: deny, a code, or none;
 *  5. seal, and send a code that is bound to exactly this.
 */
export async function proposeApproval(ports: ApprovalPorts, request: ProposeInput): Promise<ProposedAction | Refused> {
  const action = ports.actions.get(request.action);
  const parsed = action?.input.safeParse(request.raw);
  if (!action || !parsed?.success || !isStorable(parsed.data)) return refuse({ code: "invalid-input" });
  const { context } = request;
  const { browserHash } = context;
  const sessionIdHash = ports.hash(request.sessionId ?? "");
  const found = request.sessionId ? await ports.approvals.readApprover({ sessionIdHash, browserHash }) : null;
  if (!found) return refuse({ code: "signed-out" });

  const { accountId, locale } = found.protection;
  const approver: Approver = { accountId, locale: locale ?? context.locale, sessionIdHash, browserHash };
  const described = await action.describe(ports.approvals.client, parsed.data, approver, false);
  if (!described.ok) return refuse({ code: "not-possible", reason: described.refusal });
  const decision = decideOn(action, described, found);
  if (decision.demand === "deny") return deny(ports, action, approver, decision, context);
  const draft = draftApproval(ports, { action, input: parsed.data, approver, described, decision });
  if (decision.demand === "code") return sealAndSend(ports, draft.approval, found, context);
  const exempt = await runExempt(ports, draft, context);
  if (exempt) return { ok: true, state: "executed", approvalId: draft.approval.id, doneAt: exempt.doneAt };
  return sealAndSend(ports, { ...draft.approval, reasons: ["always"] }, found, context);
}

async function sealAndSend(
  ports: ApprovalPorts,
  approval: NewApproval,
  { protection }: ApproverRecord,
  context: RequestContext,
): Promise<ProposedAction | Refused> {
  const { id: approvalId, action, lines, locale } = approval;
  const binding = bindingOfApproval({ ...approval, approvalId });
  const reached = reachedFor(ports, approval, protection);
  const shown = { locale, approval: { action, lines } };
  const prepared = await prepareChallenge(ports, { protection: reached, binding, context, ...shown });
  const proposed = await ports.approvals.propose({
    approval,
    challenge: prepared.ok ? prepared.challenge : null,
    context,
  });
  const isIssued = "challenge" in proposed && proposed.challenge !== null;
  if (prepared.ok && isIssued) prepared.deliver();
  else if (prepared.ok) await prepared.giveBack();
  if (proposed.approvalId === null) return refuse({ code: "slow-down", retryAfterSeconds: proposed.retryAfterSeconds });
  return { ok: true, state: "proposed", approvalId: proposed.approvalId, code: codeFor(proposed, prepared) };
}

type Written = Extract<Proposed, { isSame: boolean }>;

function codeFor(proposed: Written, prepared: { ok: true } | Refused): "sent" | "still-valid" | Refusal {
  if (proposed.challenge) return "sent";
  if (proposed.isSame) return "still-valid";
  return prepared.ok ? { code: "cool-down", retryAfterSeconds: 1 } : prepared.refusal;
}

async function deny(
  ports: ApprovalPorts,
  { name }: SensitiveAction,
  { accountId }: Approver,
  { reasons }: Decision,
  context: RequestContext,
): Promise<Refused> {
  const detail = { action: name, because: reasons.join(" ") };
  await ports.store.recordEvent(
    { event: "approval_deny", outcome: "refused", accountId, purpose: "approve", detail },
    context,
    { oncePerHour: true },
  );
  return refuse({ code: "denied", reasons });
}

function isStorable(input: unknown): boolean {
  try {
    toJson(input);
    return true;
  } catch {
    return false;
  }
}

function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
