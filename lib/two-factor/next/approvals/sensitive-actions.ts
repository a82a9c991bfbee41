import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { cache } from "react";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import type { LogPort } from "@/lib/two-factor/flows/ports";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { Approvals, ApprovalView, ProposedAction, Refused } from "@/lib/two-factor/index";
import { approvalPath } from "@/lib/two-factor/next/approvals/approval-path";
import { type Detour, type SessionView, signInFirst } from "@/lib/two-factor/next/guards/door";
import { orUnavailable } from "@/lib/two-factor/next/guards/faults";

export type SensitiveActionsConfig = {
  /** From `createTwoFactor(...).approvals`, with every action there is. */
  approvals: () => Promise<Approvals>;
  browser: BrowserPort;
  /** The opaque session id of this request, or null; from `createSessionIdReader` of the next-auth door. */
  sessionId: () => Promise<string | null>;
  /** From `createNextDoor`. */
  sessionComesAlong: (session: Promise<SessionView | null>) => void;
  log: LogPort;
};

/**
 * What pages and form actions do with sensitive actions. Session and browser are read from the request itself, so the
 * only thing a form can say is which approval it means. Faults end on the neutral page, and nothing has run.
 */
export function createSensitiveActions(config: () => SensitiveActionsConfig) {
  const reading = <T>(work: (approvals: Approvals) => Promise<T>) => {
    const { approvals, log } = config();
    return orUnavailable(log, async () => work(await approvals()));
  };
  const asker = async () => ({ sessionId: await config().sessionId(), context: await config().browser.context() });
  const about = async (approvalId: string) => ({ approvalId, ...(await asker()) });

  return {
    /**
     * Proposes what `input` asks for and leads to its approval; comes back only with a refusal to show. Without a
     * session the person signs in first.
     */
    async propose(action: string, input: unknown, detour: Detour): Promise<Refused> {
      const proposed = await reading(async (approvals) =>
        approvals.propose({ action, raw: input, ...(await asker()) }),
      );
      return follow(proposed, detour);
    },
    /** Proposes again what expired or what has changed meanwhile, described anew. */
    async proposeAgain(approvalId: string): Promise<Refused> {
      const proposed = await reading(async (approvals) => approvals.proposeAgain(await about(approvalId)));
      return follow(proposed, { next: approvalPath(approvalId) });
    },
    /** What the approval's page shows, or why there is none. One statement per request. */
    view: cache((approvalId: string): Promise<ApprovalView | Refused> => {
      const viewed = reading(async (approvals) => approvals.view(await about(approvalId)));
      config().sessionComesAlong(viewed.then(sessionOf, () => null));
      return viewed;
    }),
    /** Runs the action and leads to where it ended; comes back only with a refusal to show. */
    async approve(approvalId: string, answer: unknown): Promise<Refused> {
      const answered = await reading(async (approvals) => approvals.answer({ answer, ...(await about(approvalId)) }));
      if (!answered.ok) return answered;
      // Whatever surrounds the pages may be different now: after the account was deleted, nobody is signed in.
      refresh();
      redirect(safeReturnPath(answered.doneAt));
    },
    decline: async (approvalId: string) => reading(async (approvals) => approvals.decline(await about(approvalId))),
    resend: async (approvalId: string) => reading(async (approvals) => approvals.resend(await about(approvalId))),
    /** Sends the code the other way, where the view says that there is one. */
    switchChannel: async (approvalId: string) =>
      reading(async (approvals) => approvals.switchChannel(await about(approvalId))),
    /** What this account approved; call both behind `requireSession`. */
    readReceipt: (input: { accountId: string; approvalId: string }) =>
      reading((approvals) => approvals.readReceipt(input)),
    listReceipts: (input: { accountId: string; limit: number }) =>
      reading((approvals) => approvals.listReceipts(input)),
  };
}

function sessionOf(viewed: ApprovalView | Refused): SessionView | null {
  return viewed.ok ? viewed.session : null;
}

function follow(proposed: ProposedAction | Refused, detour: Detour): Refused | Promise<never> {
  if (proposed.ok)
    redirect(proposed.state === "executed" ? safeReturnPath(proposed.doneAt) : approvalPath(proposed.approvalId));
  return proposed.refusal.code === "signed-out" ? signInFirst(detour) : proposed;
}
