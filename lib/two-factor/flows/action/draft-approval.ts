import { type Decision, decide } from "@/lib/two-factor/core/approval/policy";
import type { ApproverRecord, NewApproval } from "@/lib/two-factor/core/approval/records";
import { toJson } from "@/lib/two-factor/core/json";
import type { Approver, Described, SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import { type ApprovalPorts, digestOf } from "@/lib/two-factor/flows/approval/approval-input";

/** An action as it was described and decided on, ready to be written down. */
export type Draft = { action: SensitiveAction; input: unknown; approver: Approver; approval: NewApproval };

/** What policy says, with what the add-on knows itself. */
export function decideOn(
  action: SensitiveAction,
  { facts }: Extract<Described, { ok: true }>,
  { browserKnownDays, approvalsWithoutCodeToday }: Omit<ApproverRecord, "protection">,
): Decision {
  return decide(action.policy ?? [], { ...facts, browserKnownDays, approvalsWithoutCodeToday });
}

/** Seals what was described: from here on nothing of it changes. */
export function draftApproval(
  ports: ApprovalPorts,
  from: Omit<Draft, "approval"> & { described: Extract<Described, { ok: true }>; decision: Decision },
): Draft {
  const { action, input, approver, described, decision } = from;
  const sealed = { input: toJson(input), binds: toJson(described.binds) };
  const shown = { ...approver, action: action.name, sealed, lines: described.lines, reasons: decision.reasons };
  const approval = { ...shown, id: ports.random.token(), digest: digestOf(ports, shown) };
  return { action, input, approver, approval };
}
