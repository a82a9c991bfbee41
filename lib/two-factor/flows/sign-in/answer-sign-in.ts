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
import type { Ports } from "@/lib/two-factor/flows/ports";
import { openCarried } from "@/lib/two-factor/flows/sign-in/carried";
import { findPendingSignIn, type PendingInput, whatHappened } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

/** A right answer, not consumed yet: `completeSignIn` opens the session. */
export type AnsweredSignIn = {
  ok: true;
  accountId: string;
  amr: AuthenticationMethod[];
  acr: string;
  returnPath: string;
  /** What the first step gave to `beginSignIn` for the second. */
  carried: string | null;
  /** What `completeSignIn` goes by. */
  proof: { pending: PendingSignIn; protection: Protection; challengeId: string; asked: PendingInput };
};

/**
 * Answers the pending sign-in of this browser. In this order:
 *  1. form of the code: costs nothing, not even a look at the database;
 *  2. limit of the client address;
 *  3. the pending sign-in: token and browser together;
 *  4. state of account and challenge: where there is nothing to compare, no attempt is used;
 *  5. reserve an attempt, then compare.
 * A right answer stays counted until it is consumed.
 */
export async function answerSignIn(
  ports: Ports,
  input: PendingInput & { code: unknown },
): Promise<AnsweredSignIn | Refused> {
  const typed = normaliseCode(input.code);
  if (!typed.ok) return typed;
  const { pendingToken, context } = input;
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
  if (compared.outcome !== "right") return refuse(await whatHappened(ports, input));
  return answered(ports, { ...found, challenge }, { pendingToken, context });
}

function answered(
  ports: Ports,
  { pending, protection, challenge }: { pending: PendingSignIn; protection: Protection; challenge: ChallengeRecord },
  asked: PendingInput,
): AnsweredSignIn {
  const { accountId, returnPath } = pending;
  const tokenHash = ports.hash(asked.pendingToken ?? "");
  return {
    ok: true,
    ...assuranceOfCode(pending.amr, challenge.channel),
    accountId,
    returnPath,
    carried: openCarried(ports, pending.carried, { tokenHash, accountId }),
    proof: { pending, protection, challengeId: challenge.id, asked },
  };
}

/** An answer to nothing: over, of another browser, or made up. The trail keeps it (OWASP logging, sequence_fail). */
async function outOfSequence(ports: Ports, { context }: PendingInput): Promise<Refused<"not-pending">> {
  await ports.store.recordEvent({ event: "sequence_fail", outcome: "refused", purpose: "sign-in" }, context);
  return { ok: false, refusal: { code: "not-pending" } };
}

function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}
