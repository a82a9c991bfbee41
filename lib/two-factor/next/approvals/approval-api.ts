import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { Approvals, ApprovalView, ProposedAction, Refusal, Refused } from "@/lib/two-factor/index";
import { approvalPath } from "@/lib/two-factor/next/approvals/approval-path";
import { orProblem } from "@/lib/two-factor/next/routes/guarded-json";
import { approvalNeeded, refusalProblem } from "@/lib/two-factor/next/routes/problem";

type RefusalText = (refusal: Refusal) => Promise<string>;

export type ApprovalApiConfig = {
  approvals: () => Promise<Approvals>;
  browser: BrowserPort;
  sessionId: () => Promise<string | null>;
  log: LogPort;
  /** The sentence of a refusal in the language of the request. */
  refusalText: RefusalText;
  /** That something has to be approved first, likewise. */
  neededText: () => Promise<string>;
};

/**
 * Sensitive actions for clients that read JSON: the same flows as behind the pages, answered with a status. Wrap what
 * changes state in `createGuardedJson`. As with forms a client only says which approval it means, and the code.
 */
export function createApprovalApi(config: () => ApprovalApiConfig) {
  const asker = async () => ({ sessionId: await config().sessionId(), context: await config().browser.context() });
  const about = async (approvalId: string) => ({ approvalId, ...(await asker()) });
  const answer = <Done extends { ok: true }>(
    work: (approvals: Approvals) => Promise<Done | Refused>,
    done: (result: Done) => Promise<Response> | Response,
    text: RefusalText = config().refusalText,
  ) =>
    orProblem(config().log, async () => {
      const result = await work(await config().approvals());
      return result.ok ? done(result) : refusalProblem(result.refusal, await text(result.refusal));
    });
  const proposed = async (now: Extract<ProposedAction, { ok: true }>): Promise<Response> =>
    now.state === "executed"
      ? executed(now.doneAt)
      : approvalNeeded(approvalPath(now.approvalId), await config().neededText());

  return {
    /**
     * Proposes an action. 401 with RFC 9470's word says where to approve it; 200 says where it ended when policy asked
     * for no code. `text` knows the action's own refusals.
     */
    proposeForClient: (action: string, input: unknown, text?: RefusalText) =>
      answer(async (approvals) => approvals.propose({ action, raw: input, ...(await asker()) }), proposed, text),
    /** Proposes again what expired or has changed meanwhile; answers as `proposeForClient`. */
    proposeAgainForClient: (approvalId: string) =>
      answer(async (approvals) => approvals.proposeAgain(await about(approvalId)), proposed),
    /** What the approval's page shows. */
    viewForClient: (approvalId: string) => answer(async (approvals) => approvals.view(await about(approvalId)), shown),
    /** 200 when the action has run, with where it ended. */
    approveForClient: (approvalId: string, given: unknown) =>
      answer(
        async (approvals) => approvals.answer({ answer: given, ...(await about(approvalId)) }),
        ({ doneAt }) => executed(doneAt),
      ),
    declineForClient: (approvalId: string) =>
      answer(
        async (approvals) => approvals.decline(await about(approvalId)),
        () => Response.json({ state: "declined" }),
      ),
    resendForClient: (approvalId: string) =>
      answer(
        async (approvals) => approvals.resend(await about(approvalId)),
        () => Response.json({ state: "proposed" }),
      ),
    switchChannelForClient: (approvalId: string) =>
      answer(
        async (approvals) => approvals.switchChannel(await about(approvalId)),
        () => Response.json({ state: "proposed" }),
      ),
  };
}

function executed(doneAt: string): Response {
  return Response.json({ state: "executed", doneAt: safeReturnPath(doneAt) });
}

// By name: whatever else a page may know one day does not leave by itself.
function shown(view: ApprovalView): Response {
  const { approvalId, action, state, lines, locale, reasons, proposedAt, secondsLeft } = view;
  const { voidReason, refusal, changes, doneAt, code } = view;
  return Response.json({
    ...{ approvalId, action, state, lines, locale, reasons, proposedAt, secondsLeft },
    ...{ voidReason, refusal, changes, doneAt, code },
  });
}
