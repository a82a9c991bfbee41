import type { Protection } from "@/lib/two-factor/core/account/protection";
import { bindingOfSignIn } from "@/lib/two-factor/core/code/binding";
import { refusalBeforeAnswer } from "@/lib/two-factor/core/code/budget";
import { normaliseCode } from "@/lib/two-factor/core/code/code";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import type { Refusal, Refused } from "@/lib/two-factor/core/refusal";
import { assuranceOfCode } from "@/lib/two-factor/core/session/assurance";
import type { PendingSignIn } from "@/lib/two-factor/core/sign-in/records";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";
import { answerChallenge } from "@/lib/two-factor/flows/code/answer-challenge";
import { takeAnswer } from "@/lib/two-factor/flows/limit/address-limit";
import { prepareNotices, type Telling } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { findPendingSignIn, type PendingInput } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

export type SignedIn = {
  ok: true;
  /** Opaque; belongs into the session cookie. Only its hash is stored. */
  sessionId: string;
  accountId: string;
  amr: AuthenticationMethod[];
  acr: string;
  returnPath: string;
};

/**
 * Answers the pending sign-in of this browser. In this order:
 *  1. form of the code: costs nothing, not even a look at the database;
 *  2. limit of the client address;
 *  3. the pending sign-in: token and browser together;
 *  4. state of account and challenge: where there is nothing to compare, no attempt is used;
 *  5. reserve an attempt, then compare;
 *  6. consume: of all right answers one opens a session.
 */
export async function answerSignIn(ports: Ports, input: PendingInput & { code: unknown }): Promise<SignedIn | Refused> {
  const typed = normaliseCode(input.code);
  if (!typed.ok) return typed;
  const { context } = input;
  const allowed = await takeAnswer(ports, context);
  if (!allowed.ok) return allowed;

  const found = await findPendingSignIn(ports, input);
  if (!found) return outOfSequence(ports, input);
  const { protection, challenge } = found;
  const closed = refusalBeforeAnswer(protection, challenge);
  if (closed || !challenge) return refuse(closed ?? { code: "no-code" });

  const bindingDigest = ports.digest(bindingOfSignIn(context.browserHash));
  const compared = await answerChallenge(ports, { challenge, protection, bindingDigest, code: typed.code, context });
  if (compared.outcome === "wrong") return refuse(compared.refusal);
  const signedIn = compared.outcome === "right" ? await complete(ports, input, { ...found, challenge }) : null;
  return signedIn ?? refuse(await whatHappened(ports, input));
}

const channelChanged: Telling = { told: { about: "security-change", change: "channel-changed" } };

async function complete(
  ports: Ports,
  { context }: PendingInput,
  { pending, protection, challenge }: { pending: PendingSignIn; protection: Protection; challenge: ChallengeRecord },
): Promise<SignedIn | null> {
  const sessionId = ports.random.token();
  const { accountId, returnPath } = pending;
  const { amr, acr } = assuranceOfCode(pending.amr, challenge.channel);
  const first = await ports.store.completeSignIn({
    challengeId: challenge.id,
    pendingSignInId: pending.id,
    session: { idHash: ports.hash(sessionId), accountId, browserHash: context.browserHash, amr, acr },
    context,
    notices: prepareNotices(ports, [{ told: { about: "new-sign-in" } }], { protection, context }),
    // Sealed only where it may be needed; the store knows whether the setting changes.
    channelNotices: prepareNotices(ports, pending.channel ? [channelChanged] : [], { protection, context }),
  });
  return first ? { ok: true, sessionId, accountId, amr, acr, returnPath } : null;
}

/** Something changed between looking and acting; a second look says what. */
async function whatHappened(ports: Ports, input: PendingInput): Promise<Refusal> {
  const now = await findPendingSignIn(ports, input);
  if (!now) return { code: "not-pending" };
  return refusalBeforeAnswer(now.protection, now.challenge) ?? { code: "no-code" };
}

/** An answer to nothing: over, of another browser, or made up. The trail keeps it (OWASP logging, sequence_fail). */
async function outOfSequence(ports: Ports, { context }: PendingInput): Promise<Refused<"not-pending">> {
  await ports.store.recordEvent({ event: "sequence_fail", outcome: "refused", purpose: "sign-in" }, context);
  return { ok: false, refusal: { code: "not-pending" } };
}

function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
