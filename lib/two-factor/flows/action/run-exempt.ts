import type { Protection } from "@/lib/two-factor/core/account/protection";
import { isAsSealed } from "@/lib/two-factor/core/approval/approval";
import { toJson } from "@/lib/two-factor/core/json";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { noticesOf } from "@/lib/two-factor/flows/action/action-notices";
import { type Draft, decideOn } from "@/lib/two-factor/flows/action/draft-approval";
import { settle } from "@/lib/two-factor/flows/action/settle";
import type { ApprovalPorts } from "@/lib/two-factor/flows/approval/approval-input";
import type { ApprovalTransaction } from "@/lib/two-factor/flows/approval/ports";

/**
 * Runs an action that policy lets pass without a code. Null when it does not hold under the locks: then a code is
 * asked for. Described twice there: first for the locks on the action's own rows, which every approval takes before the
 * account's, then for facts that no parallel approval of this account can change any more.
 */
export async function runExempt(
  ports: ApprovalPorts,
  draft: Draft,
  context: RequestContext,
): Promise<{ doneAt: string } | null> {
  const { action, approval, approver } = draft;
  const ran = await ports.approvals.transaction<{ output: unknown } | null>(async (within) => {
    const protection = await whileExempt(within, draft);
    if (!protection) return { commit: false, value: null };
    const sealed = { input: draft.input, binds: approval.sealed.binds };
    const output = await action.run(within.client, sealed, approver);
    const { id: approvalId, lines, locale } = approval;
    const done = { ...sealed, lines, locale, output };
    const notices = noticesOf(ports, action, done, { approvalId, protection, context, locale });
    await within.recordExempt({ approval, output: toJson(output ?? null), context, notices });
    return { commit: true, value: { output } };
  });
  if (!ran) return null;
  await settle(ports, action, approval.id, ran.output);
  return { doneAt: action.doneAt(ran.output) };
}

/** The account, where it still holds; else null. */
async function whileExempt(
  within: ApprovalTransaction,
  { action, input, approver, approval }: Draft,
): Promise<Protection | null> {
  await action.describe(within.client, input, approver, true);
  const found = await within.lockApprover(approver);
  const described = await action.describe(within.client, input, approver, true);
  if (!found || !described.ok) return null;
  const isSame = isAsSealed({ lines: approval.lines, binds: approval.sealed.binds }, described);
  return isSame && decideOn(action, described, found).demand === "none" ? found.protection : null;
}
