import { isApprovalId } from "@/lib/two-factor/core/approval/approval";
import type { ApprovalOwner, ApprovalRecord, FoundApproval, NewApproval } from "@/lib/two-factor/core/approval/records";
import { bindingOfSealed } from "@/lib/two-factor/core/code/binding";
import type { Json } from "@/lib/two-factor/core/json";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { Approver, SensitiveActions } from "@/lib/two-factor/flows/action/sensitive-action";
import type { ApprovalStore } from "@/lib/two-factor/flows/approval/ports";
import { preferring } from "@/lib/two-factor/flows/factor/ways";
import { takeAnswer } from "@/lib/two-factor/flows/limit/address-limit";
import type { Ports } from "@/lib/two-factor/flows/ports";

export type ApprovalPorts = Ports & { approvals: ApprovalStore; actions: SensitiveActions };

/** What a request says of an approval: its id, and the opaque id of the session. Nothing else of it decides anything. */
export type ApprovalInput = { approvalId: string; sessionId: string | null; context: RequestContext };

export function ownerOf(ports: Ports, { approvalId, sessionId, context }: ApprovalInput): ApprovalOwner | null {
  if (!sessionId || !isApprovalId(approvalId)) return null;
  return { approvalId, sessionIdHash: ports.hash(sessionId), browserHash: context.browserHash };
}

/** The approval as this session and browser may see it, or the refusal that its absence means. */
export async function findVisible(
  ports: ApprovalPorts,
  input: ApprovalInput,
): Promise<
  | ({ ok: true; owner: ApprovalOwner; session: SessionRecord } & FoundApproval)
  | Refused<"signed-out" | "no-approval" | "slow-down">
> {
  const owner = ownerOf(ports, input);
  const found = owner && (await ports.approvals.findApproval(owner));
  if (!found) return refuseStranger(ports, input);
  // What was sent for this approval the other way stays with it.
  return { ok: true, owner, ...found, protection: preferring(found.protection, found.challenge?.factor) };
}

/** Over, made up, or of another session, account or browser: all alike to whoever asks, and kept in the trail. */
async function refuseStranger(
  ports: Ports,
  { sessionId, context }: ApprovalInput,
): Promise<Refused<"signed-out" | "no-approval" | "slow-down">> {
  const session = sessionId ? await ports.store.readSession(ports.hash(sessionId)) : null;
  if (!session) return { ok: false, refusal: { code: "signed-out" } };
  const allowed = await takeAnswer(ports, context);
  if (!allowed.ok) return allowed;
  const { accountId } = session;
  await ports.store.recordEvent({ event: "authz_fail", outcome: "refused", accountId, purpose: "approve" }, context);
  return { ok: false, refusal: { code: "no-approval" } };
}

/** Who approves. The language is that of the sealed lines, so that lines made again can be compared with them. */
export function approverOf(
  { accountId, locale }: ApprovalRecord,
  { sessionIdHash, browserHash }: ApprovalOwner,
): Approver {
  return { accountId, locale, sessionIdHash, browserHash };
}

/** The digest of an approval, made afresh from its parts: a row that was rewritten no longer fits its code. */
export function digestOf(
  ports: Ports,
  approval: Pick<NewApproval, "accountId" | "action" | "lines" | "locale"> & { sealed: { input: Json; binds: Json } },
): string {
  const { sealed, ...shown } = approval;
  return ports.digest(bindingOfSealed({ ...shown, ...sealed }));
}
