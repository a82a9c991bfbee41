import type { Protection } from "@/lib/two-factor/core/account/protection";
import { bindingOfSignIn } from "@/lib/two-factor/core/code/binding";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { Refusal, Refused } from "@/lib/two-factor/core/refusal";
import { assuranceOfTwoSteps } from "@/lib/two-factor/core/session/assurance";
import type { PendingSignIn } from "@/lib/two-factor/core/sign-in/records";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";
import {
  answerChallenge,
  type Right,
  readAnswer,
  refusalToAnswer,
} from "@/lib/two-factor/flows/factor/answer-challenge";
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
  proof: {
    pending: PendingSignIn;
    protection: Protection;
    challenge: ChallengeRecord;
    /** As the factor said. */
    spends: Json;
    asked: PendingInput;
  };
};

/**
 * Answers the pending sign-in of this browser. In this order:
 *  1. form of the answer: costs nothing, not even a look at the database;
 *  2. limit of the client address;
 *  3. the pending sign-in: token and browser together;
 *  4. state of account and challenge: where there is nothing to compare, no attempt is used;
 *  5. reserve an attempt, then compare.
 * A right answer stays counted until it is consumed.
 */
export async function answerSignIn(
  ports: Ports,
  input: PendingInput & { answer: unknown },
): Promise<AnsweredSignIn | Refused> {
  const read = readAnswer(ports, input.answer);
  if (!read.ok) return read;
  const { pendingToken, context } = input;
  const allowed = await takeAnswer(ports, context);
  if (!allowed.ok) return allowed;

  const found = await findPendingSignIn(ports, input);
  if (!found) return outOfSequence(ports, input);
  const { pending, protection, challenge } = found;
  const closed = refusalToAnswer(ports, protection, challenge);
  if (closed || !challenge) return refuse(closed ?? { code: "no-code" });

  const bindingDigest = ports.digest(bindingOfSignIn(context.browserHash));
  const asked = { challenge, protection, bindingDigest, firstStep: pending.amr, context };
  const compared = await answerChallenge(ports, { ...asked, given: read.given });
  if (compared.outcome === "wrong") return refuse(compared.refusal);
  if (compared.outcome !== "right") return refuse(await whatHappened(ports, input));
  return answered(ports, { ...found, challenge }, { pendingToken, context }, compared);
}

function answered(
  ports: Ports,
  { pending, protection, challenge }: { pending: PendingSignIn; protection: Protection; challenge: ChallengeRecord },
  asked: PendingInput,
  { adds, spends }: Right,
): AnsweredSignIn {
  const { accountId, returnPath } = pending;
  const tokenHash = ports.hash(asked.pendingToken ?? "");
  return {
    ok: true,
    ...assuranceOfTwoSteps(pending.amr, adds),
    accountId,
    returnPath,
    carried: openCarried(ports, pending.carried, { tokenHash, accountId }),
    proof: { pending, protection, challenge, spends, asked },
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
