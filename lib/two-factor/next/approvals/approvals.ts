import { redirect } from "next/navigation";
import { cache } from "react";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import type { ProposedAction } from "@/lib/two-factor/flows/approval/propose-approval";
import type { TitledReceipt } from "@/lib/two-factor/flows/approval/read-receipt";
import type { ApprovalView } from "@/lib/two-factor/flows/approval/view-approval";
import { proposalRefusalText } from "@/lib/two-factor/next/approvals/refusal-text";
import { orUnavailable } from "@/lib/two-factor/next/guards/faults";
import { type Detour, type Session, sessionComesAlong, signInFirst } from "@/lib/two-factor/next/guards/session";
import { askerOf, type Site } from "@/lib/two-factor/next/site";

/** The page of an approval. Its id is opaque, and opens nothing outside the session that proposed it. */
export function approvalPath({ paths }: Pick<Site, "paths">, approvalId: string): string {
  return `${paths.approve}/${encodeURIComponent(approvalId)}`;
}

/**
 * Proposes what `input` asks for and leads to its approval; comes back only with the sentence of a refusal. Without a
 * session the person signs in first. Session and browser are read from the request itself.
 */
export async function propose(site: Site, action: string, input: unknown, detour: Detour): Promise<{ text: string }> {
  const asked = { action, raw: input, ...(await askerOf(site)) };
  const proposed = await orUnavailable(site, async () => (await site.approvals()).propose(asked));
  if (proposed.ok) redirect(destinationOf(site, proposed));
  if (proposed.refusal.code === "signed-out") return signInFirst(site, detour);
  return { text: await proposalRefusalText(site, action, proposed.refusal) };
}

/** Where a person goes after a proposal: to its approval, or to where it ended when policy asked for no code. */
export function destinationOf(site: Site, proposed: Extract<ProposedAction, { ok: true }>): string {
  return proposed.state === "executed" ? safeReturnPath(proposed.doneAt) : approvalPath(site, proposed.approvalId);
}

/** What the approval's page shows, or why there is none. One statement per request, and the session comes with it. */
export function viewApproval(site: Site, approvalId: string): Promise<ApprovalView | Refused> {
  const viewed = readView(site, approvalId);
  sessionComesAlong(
    site,
    viewed.then(
      (view) => (view.ok ? view.session : null),
      () => null,
    ),
  );
  return viewed;
}

const readView = cache(
  (site: Site, approvalId: string): Promise<ApprovalView | Refused> =>
    orUnavailable(site, async () => (await site.approvals()).view({ approvalId, ...(await askerOf(site)) })),
);

/** One thing that this account approved, or null. */
export function readReceipt(site: Site, { accountId }: Session, approvalId: string): Promise<TitledReceipt | null> {
  return orUnavailable(site, async () => (await site.approvals()).readReceipt({ accountId, approvalId }));
}

/** What this account approved, newest first. */
export function listReceipts(site: Site, { accountId }: Session, limit: number): Promise<TitledReceipt[]> {
  return orUnavailable(site, async () => (await site.approvals()).listReceipts({ accountId, limit }));
}
