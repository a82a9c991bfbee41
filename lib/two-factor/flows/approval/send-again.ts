import { refusalOfApprovalState } from "@/lib/two-factor/core/approval/approval";
import type { ApprovalOwner, FoundApproval } from "@/lib/two-factor/core/approval/records";
import { bindingOfApproval } from "@/lib/two-factor/core/code/binding";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { type ApprovalInput, type ApprovalPorts, findVisible } from "@/lib/two-factor/flows/approval/approval-input";
import { reachedFor } from "@/lib/two-factor/flows/approval/code-destination";
import { beginChallenge } from "@/lib/two-factor/flows/factor/begin-challenge";
import { findOtherWay, preferring } from "@/lib/two-factor/flows/factor/ways";

type Sent = { ok: true; state: "sent" };

/** Sends a new code for an open approval; the one before it ends. What is approved stays as it was sealed. */
export async function sendApprovalCodeAgain(ports: ApprovalPorts, input: ApprovalInput): Promise<Sent | Refused> {
  const open = await findOpen(ports, input);
  return open.ok ? send(ports, input, open) : open;
}

/** The same, the other way. A code that proves an address has only the one. */
export async function switchApprovalChannel(ports: ApprovalPorts, input: ApprovalInput): Promise<Sent | Refused> {
  const open = await findOpen(ports, input);
  if (!open.ok) return open;
  const other = findOtherWay(ports, open.protection, { purpose: "approve", challenge: open.challenge });
  if (!other) return { ok: false, refusal: { code: "no-other-channel" } };
  return send(ports, input, { ...open, protection: preferring(open.protection, other.factor.name) });
}

type Open = FoundApproval & { owner: ApprovalOwner };

async function findOpen(ports: ApprovalPorts, input: ApprovalInput): Promise<({ ok: true } & Open) | Refused> {
  const found = await findVisible(ports, input);
  if (!found.ok) return found;
  const { approval, protection, challenge, owner } = found;
  const over = refusalOfApprovalState(approval.state);
  if (over) return { ok: false, refusal: over };
  return { ok: true, owner, approval, protection: reachedFor(ports, approval, protection), challenge };
}

async function send(
  ports: ApprovalPorts,
  { context }: ApprovalInput,
  { approval, protection, owner }: Open,
): Promise<Sent | Refused> {
  const { id: approvalId, digest, action, lines, locale } = approval;
  const binding = bindingOfApproval({ ...owner, digest });
  // The message repeats the sealed lines, so it speaks their language.
  const begun = await beginChallenge(
    ports,
    { protection, binding, context, locale, approval: { action, lines } },
    (challenge) => ports.approvals.issueApprovalCode({ approvalId, challenge, context }),
  );
  return begun.ok ? { ok: true, state: "sent" } : begun;
}
