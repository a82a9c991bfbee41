import { refusalOfApprovalState } from "@/lib/two-factor/core/approval/approval";
import type { ApprovalOwner, FoundApproval } from "@/lib/two-factor/core/approval/records";
import { bindingOfApproval } from "@/lib/two-factor/core/code/binding";
import type { ChallengeRecord, Reserved } from "@/lib/two-factor/core/code/records";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { executeApproved } from "@/lib/two-factor/flows/action/execute-approved";
import {
  type ApprovalInput,
  type ApprovalPorts,
  digestOf,
  findVisible,
  ownerOf,
} from "@/lib/two-factor/flows/approval/approval-input";
import {
  type Compared,
  compareReserved,
  type ReadAnswer,
  readAnswer,
  refusalToAnswer,
} from "@/lib/two-factor/flows/factor/answer-challenge";
import { takeAnswer } from "@/lib/two-factor/flows/limit/address-limit";

/** `doneAt` is where the person goes now: an own path. */
export type Approved = { ok: true; state: "executed"; approvalId: string; doneAt: string };

type Counted = FoundApproval & {
  owner: ApprovalOwner;
  challenge: ChallengeRecord;
  reserved: Reserved;
  /** As it was written with the challenge. */
  bindingDigest: string | null;
};

/**
 * Approves what was shown. In this order:
 *  1. form of the answer: costs nothing, not even a look at the database;
 *  2. session, browser and approval together, and a reserved attempt, in one statement;
 *  3. compare with a binding made afresh from the sealed row;
 *  4. in one transaction: describe again under locks, run, consume. Whatever differs voids the approval instead.
 * Nothing of the request but the answer and the approval's id reaches any of it.
 */
export async function answerApproval(
  ports: ApprovalPorts,
  input: ApprovalInput & { answer: unknown },
): Promise<Approved | Refused> {
  const read = readAnswer(ports, input.answer);
  if (!read.ok) return read;
  const owner = ownerOf(ports, input);
  const found = owner && (await ports.approvals.reserveApprovalAttempt(owner, [...read.given.keys()]));
  if (!found) return refuseUnowned(ports, input);
  const { reserved, challenge } = found;
  if (!reserved || !challenge) return refuseUncompared(ports, input, found, read.given);
  const counted = { ...found, owner, challenge, reserved };
  const compared = await compare(ports, input, counted, read.given);
  if (compared.outcome === "wrong") return { ok: false, refusal: compared.refusal };
  if (compared.outcome === "not-compared") return lookAgain(ports, input);
  const executed = await executeApproved(ports, { ...counted, spends: compared.spends }, input.context);
  if (executed.outcome === "executed")
    return { ok: true, state: executed.outcome, approvalId: owner.approvalId, doneAt: executed.doneAt };
  return executed.outcome === "ended" ? { ok: false, refusal: executed.refusal } : lookAgain(ports, input);
}

function compare(
  ports: ApprovalPorts,
  { context }: ApprovalInput,
  { approval, protection, challenge, owner, reserved, bindingDigest: written }: Counted,
  given: ReadAnswer,
): Promise<Compared> {
  const digest = approval.sealed ? digestOf(ports, { ...approval, sealed: approval.sealed }) : "";
  const bindingDigest = ports.digest(bindingOfApproval({ ...owner, digest }));
  // Nobody can make a code fit a row that was rewritten, since its MAC is keyed; but somebody should hear of it.
  if (bindingDigest !== written) {
    const { requestId } = context;
    ports.log.error("approval_rewritten", { requestId, accountId: protection.accountId, challengeId: challenge.id });
  }
  return compareReserved(ports, { challenge, protection, bindingDigest, firstStep: [], given, context }, reserved);
}

/** Not of this session. Who may see it all the same, after signing in again, is told what became of it. */
async function refuseUnowned(ports: ApprovalPorts, input: ApprovalInput): Promise<Refused> {
  const seen = await findVisible(ports, input);
  return seen.ok ? refuseUncompared(ports, input, seen) : seen;
}

/** No attempt was used. An answer to something that is over belongs into the trail. */
async function refuseUncompared(
  ports: ApprovalPorts,
  input: ApprovalInput,
  { approval, protection, challenge }: FoundApproval,
  given?: ReadAnswer,
): Promise<Refused> {
  const over = refusalOfApprovalState(approval.state);
  const refusal = over ?? refusalToAnswer(ports, protection, challenge);
  if (!refusal && challenge && given && !given.has(challenge.factor)) return { ok: false, refusal: { code: "format" } };
  if (!refusal) return lookAgain(ports, input);
  if (!over) return { ok: false, refusal };
  const allowed = await takeAnswer(ports, input.context);
  if (!allowed.ok) return allowed;
  const { accountId, state } = approval;
  await ports.store.recordEvent(
    { event: "sequence_fail", outcome: "refused", accountId, purpose: "approve", detail: { state } },
    input.context,
  );
  return { ok: false, refusal };
}

/** Somebody was faster; a second look says what happened. */
async function lookAgain(ports: ApprovalPorts, input: ApprovalInput): Promise<Refused> {
  const now = await findVisible(ports, input);
  if (!now.ok) return now;
  const refusal = refusalOfApprovalState(now.approval.state) ?? refusalToAnswer(ports, now.protection, now.challenge);
  return { ok: false, refusal: refusal ?? { code: "no-code" } };
}
