import type { Refused } from "@/lib/two-factor/core/refusal";
import { type Approved, answerApproval } from "@/lib/two-factor/flows/approval/answer-approval";
import type { ApprovalInput, ApprovalPorts } from "@/lib/two-factor/flows/approval/approval-input";
import { declineApproval } from "@/lib/two-factor/flows/approval/decline-approval";
import { proposeAgain } from "@/lib/two-factor/flows/approval/propose-again";
import type { ProposedAction } from "@/lib/two-factor/flows/approval/propose-approval";
import { sendApprovalCodeAgain, switchApprovalChannel } from "@/lib/two-factor/flows/approval/send-again";

/** What became of an approval. `sent`: a new code for the same one is on its way. */
export type ApprovalOutcome = Approved | ProposedAction | { ok: true; state: "declined" } | { ok: true; state: "sent" };

type Verb = {
  flow(ports: ApprovalPorts, input: ApprovalInput & { answer: unknown }): Promise<ApprovalOutcome | Refused>;
  takesAnswer?: true;
};

/**
 * What a person can do with an approval. Forms and JSON routes read this table: a verb that is added here can be asked for
 * by both, under its name.
 */
export const approvalVerbs = {
  approve: { flow: answerApproval, takesAnswer: true },
  decline: { flow: declineApproval },
  "send-again": { flow: sendApprovalCodeAgain },
  "other-channel": { flow: switchApprovalChannel },
  again: { flow: proposeAgain },
} as const satisfies Record<string, Verb>;

export type ApprovalVerb = keyof typeof approvalVerbs;

export function isApprovalVerb(word: unknown): word is ApprovalVerb {
  return typeof word === "string" && Object.hasOwn(approvalVerbs, word);
}

export function actOnApproval(
  ports: ApprovalPorts,
  { verb, ...input }: ApprovalInput & { verb: ApprovalVerb; answer?: unknown },
): Promise<ApprovalOutcome | Refused> {
  const { flow }: Verb = approvalVerbs[verb];
  return flow(ports, { answer: undefined, ...input });
}
