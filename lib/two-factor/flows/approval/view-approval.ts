import type { ApprovalState, Change, Line, VoidReason } from "@/lib/two-factor/core/approval/approval";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { SensitiveAction } from "@/lib/two-factor/flows/action/sensitive-action";
import { type ApprovalInput, type ApprovalPorts, findVisible } from "@/lib/two-factor/flows/approval/approval-input";
import { reachedFor } from "@/lib/two-factor/flows/approval/code-destination";
import { type ChallengeView, viewChallenge } from "@/lib/two-factor/flows/factor/view-challenge";

/** Everything the approval's page may know. */
export type ApprovalView = {
  ok: true;
  approvalId: string;
  action: string;
  state: ApprovalState;
  /** As sealed, in the language in which it was proposed. */
  lines: Line[];
  locale: string;
  /** Why a code is asked for, and what the action says of each such word in the language of the request. */
  reasons: string[];
  reasonTexts: Record<string, string>;
  proposedAt: Date;
  /** Until the approval expires; by the database's clock. */
  secondsLeft: number;
  /** Of a void one: why, the action's own word where it refused, and what is different now. */
  voidReason: VoidReason | null;
  refusal: string | null;
  changes: Change[];
  /** The refusal in words, in the language of the request; null where the action has none. */
  explanation: string | null;
  /** Of an executed one: where the person went, an own path. */
  doneAt: string | null;
  /** Where to go back to, an own path. */
  startsAt: string | null;
  code: ChallengeView;
  /** Whose it is. Read with the rest, so that the page need not ask again. */
  session: SessionRecord;
};

/** The approval as its page shows it, also to somebody who had to sign in again. Changes nothing. */
export async function viewApproval(
  ports: ApprovalPorts,
  input: ApprovalInput,
): Promise<ApprovalView | Refused<"signed-out" | "no-approval" | "slow-down">> {
  const found = await findVisible(ports, input);
  if (!found.ok) return found;
  const { approval, protection, challenge, session } = found;
  const { id: approvalId, action, state, lines, locale, reasons, proposedAt, secondsLeft } = approval;
  const { voidReason, refusal, changes, output } = approval;
  const reached = reachedFor(ports, approval, protection);
  const code = await viewChallenge(ports, { purpose: "approve", protection: reached, challenge });
  const declared = ports.actions.get(action);
  const doneAt = state === "executed" ? (declared?.doneAt(output) ?? null) : null;
  const explanation = refusal === null ? null : (declared?.explain?.(refusal, input.context.locale) ?? null);
  return {
    ok: true,
    ...{ approvalId, action, state, lines, locale, reasons, proposedAt, secondsLeft },
    reasonTexts: explainReasons(declared, reasons, input.context.locale),
    ...{ voidReason, refusal, explanation, changes, doneAt, session },
    startsAt: declared?.startsAt ?? null,
    // A code cannot outlive what it approves.
    code: { ...code, secondsLeft: Math.min(code.secondsLeft, secondsLeft) },
  };
}

function explainReasons(
  action: SensitiveAction | undefined,
  reasons: string[],
  locale: string,
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const reason of reasons) {
    const text = action?.explainReason?.(reason, locale);
    if (text) texts[reason] = text;
  }
  return texts;
}
