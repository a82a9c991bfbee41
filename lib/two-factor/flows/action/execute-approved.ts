import { changesBetween, isAsSealed } from "@/lib/two-factor/core/approval/approval";
import { decide } from "@/lib/two-factor/core/approval/policy";
import type {
  ApprovalOwner,
  ApprovalRecord,
  FoundApproval,
  ProofReceipt,
  UnexecutedEnd,
} from "@/lib/two-factor/core/approval/records";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import { type Json, toJson } from "@/lib/two-factor/core/json";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { noticesOf } from "@/lib/two-factor/flows/action/action-notices";
import type { Approver, SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import { settle } from "@/lib/two-factor/flows/action/settle";
import { type ApprovalPorts, approverOf } from "@/lib/two-factor/flows/approval/approval-input";
import { reachedFor } from "@/lib/two-factor/flows/approval/code-destination";
import type { ApprovalTransaction } from "@/lib/two-factor/flows/approval/ports";
import { factorNamed } from "@/lib/two-factor/flows/factor/ways";

type Executed =
  | { outcome: "executed"; doneAt: string }
  /** Nothing ran; the approval is void, and `refusal` says why. */
  | { outcome: "ended"; refusal: Refusal }
  /** Somebody else approved or ended it meanwhile. */
  | { outcome: "lost" };

type Ran = { output: unknown } | { refusal: Refusal } | null;
type Void = Extract<UnexecutedEnd, { state: "void" }>;
type Right = FoundApproval & { owner: ApprovalOwner; challenge: ChallengeRecord; spends: Json };

/** After the right code: runs the action on what was sealed, if that is still true, and consumes the code with it. */
export async function executeApproved(ports: ApprovalPorts, right: Right, context: RequestContext): Promise<Executed> {
  const { approval, owner } = right;
  const action = ports.actions.get(approval.action);
  const receipt = receiptOf(ports, right);
  const ran = await ports.approvals.transaction<Ran>((within) =>
    runOrEnd(ports, within, action, { ...right, receipt }, context),
  );
  if (!ran) return { outcome: "lost" };
  if ("refusal" in ran) return { outcome: "ended", refusal: ran.refusal };
  if (!action) return { outcome: "lost" };
  await settle(ports, action, owner.approvalId, ran.output);
  return { outcome: "executed", doneAt: action.doneAt(ran.output) };
}

async function runOrEnd(
  ports: ApprovalPorts,
  within: ApprovalTransaction,
  action: SensitiveAction | undefined,
  right: Right & { receipt: ProofReceipt },
  context: RequestContext,
): Promise<{ commit: boolean; value: Ran }> {
  const { approval, owner, receipt, protection, spends } = right;
  const approver = approverOf(approval, owner);
  const checked = await describeAgain(within, action, approval, approver);
  if (!checked.ok) {
    const isEnded = await within.endApproval({ owner, end: checked.end, context });
    return { commit: isEnded, value: isEnded ? { refusal: checked.refusal } : null };
  }
  const output = await checked.action.run(within.client, checked.sealed, approver);
  const { id: approvalId, lines, locale } = approval;
  const done = { ...checked.sealed, lines, locale, output };
  const notices = noticesOf(ports, checked.action, done, { approvalId, protection, context, locale });
  const isFirst = await within.executeApproval({
    owner,
    accountId: approval.accountId,
    digest: approval.digest,
    output: toJson(output ?? null),
    receipt,
    spends,
    context,
    notices,
  });
  return { commit: isFirst, value: isFirst ? { output } : null };
}

type Checked =
  | { ok: true; action: SensitiveAction; sealed: { input: unknown; binds: Json } }
  | { ok: false; end: Void; refusal: Refusal };

/** What is sealed against what is true now, under the action's own locks. */
async function describeAgain(
  within: ApprovalTransaction,
  action: SensitiveAction | undefined,
  { sealed, lines }: ApprovalRecord,
  approver: Approver,
): Promise<Checked> {
  const parsed = sealed && action?.input.safeParse(sealed.input);
  if (!action || !sealed || !parsed?.success) return impossible("unknown-action");
  const now = await action.describe(within.client, parsed.data, approver, true);
  if (!now.ok) return impossible(now.refusal);
  if (!isAsSealed({ lines, binds: sealed.binds }, { lines: now.lines, binds: toJson(now.binds) })) {
    const changes = changesBetween(lines, now.lines);
    return { ok: false, end: voidBecause("changed", { changes }), refusal: { code: "changed", changes } };
  }
  const { demand, reasons } = decide(action.policy ?? [], now.facts);
  if (demand === "deny") return { ok: false, end: voidBecause("denied"), refusal: { code: "denied", reasons } };
  return { ok: true, action, sealed: { input: parsed.data, binds: sealed.binds } };
}

function impossible(reason: string): Checked {
  const end = voidBecause("not-possible", { refusal: reason });
  return { ok: false, end, refusal: { code: "not-possible", reason } };
}

function voidBecause(voidReason: Void["voidReason"], more: Partial<Pick<Void, "refusal" | "changes">> = {}): Void {
  return { state: "void", voidReason, refusal: null, changes: [], ...more };
}

function receiptOf(ports: ApprovalPorts, { approval, protection, challenge }: Right): ProofReceipt {
  const { id: challengeId, factor, reference } = challenge;
  const { authenticators } = reachedFor(ports, approval, protection);
  const used = authenticators.find(({ id }) => id === challenge.authenticatorId);
  const destination = (used && factorNamed(ports, factor)?.mask(used)) ?? null;
  return { challengeId, factor, reference, destination };
}
