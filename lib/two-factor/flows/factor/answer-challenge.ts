import type { Protection } from "@/lib/two-factor/core/account/protection";
import { type Budget, refusalAfterWrong, refusalBeforeAnswer } from "@/lib/two-factor/core/code/budget";
import type { ChallengeRecord, Reserved } from "@/lib/two-factor/core/code/records";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { Refusal, Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";
import type { Factor, Verdict } from "@/lib/two-factor/flows/factor/ports";
import { factorNamed } from "@/lib/two-factor/flows/factor/ways";
import { type Notification, prepareNotices } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** What was given, as each factor reads it that can. */
export type ReadAnswer = ReadonlyMap<FactorName, Json>;

export type Answer = {
  challenge: ChallengeRecord;
  /** The account, for the message that its codes were switched off. */
  protection: Protection;
  /** Of what the server knows the challenge to be tied to, made afresh for this request. */
  bindingDigest: string;
  /** How the sign-in is proved so far; empty for an approval, since its session stays as it is. */
  firstStep: readonly AuthenticationMethod[];
  given: ReadAnswer;
  context: RequestContext;
};

/** What a right answer adds to `amr`, and what the statement that ends its challenge uses up. */
export type Right = Omit<Extract<Verdict, { ok: true }>, "ok">;

export type Compared =
  /** Right, and not yet consumed: the caller's next statement decides whether it was first. */
  | ({ outcome: "right" } & Right)
  | { outcome: "wrong"; refusal: Refusal }
  /** The attempt was not granted: another request used the last one, or time ran out. Nothing was compared. */
  | { outcome: "not-compared" };

/** Reads the form of an answer. It costs nothing, not even a look at the database; the factor is not known yet. */
export function readAnswer(
  { factors }: Pick<Ports, "factors">,
  given: unknown,
): { ok: true; given: ReadAnswer } | Refused<"format"> {
  const read = factors.flatMap(({ name, read }): [FactorName, Json][] => {
    const answer = read(given);
    return answer === undefined ? [] : [[name, answer]];
  });
  return read.length > 0 ? { ok: true, given: new Map(read) } : { ok: false, refusal: { code: "format" } };
}

/** Why an answer to this challenge would not be compared; null when it may be. */
export function refusalToAnswer(
  ports: Pick<Ports, "factors">,
  protection: Protection,
  challenge: ChallengeRecord | null,
): Refusal | null {
  const factor = challenge && factorNamed(ports, challenge.factor);
  return factor ? refusalBeforeAnswer(budgetOf(factor, protection), challenge) : refusalBeforeAnswer(protection, null);
}

/** Count first, compare second. For every purpose; what a right answer opens is the caller's affair. */
export async function answerChallenge(ports: Ports, answer: Answer): Promise<Compared> {
  const { challenge, bindingDigest, given, context } = answer;
  if (!given.has(challenge.factor)) return { outcome: "wrong", refusal: { code: "format" } };
  const { id: challengeId, accountId, purpose } = challenge;
  const { browserHash } = context;
  const reserved = await ports.store.reserveAttempt({ challengeId, accountId, purpose, browserHash, bindingDigest });
  return reserved ? compareReserved(ports, answer, reserved) : { outcome: "not-compared" };
}

/** Compares an answer whose attempt is counted already. */
export async function compareReserved(ports: Ports, answer: Answer, reserved: Reserved): Promise<Compared> {
  const { challenge, bindingDigest, firstStep, given, context } = answer;
  const factor = factorNamed(ports, challenge.factor);
  const read = given.get(challenge.factor);
  if (!factor || read === undefined) return { outcome: "not-compared" };
  const answered = { challenge, bindingDigest, firstStep, answer: read, reserved, context };
  const verdict = await factor.verify(answered);
  if (verdict.ok) return { outcome: "right", adds: verdict.adds, spends: verdict.spends };
  const refusal = await recordWrong(ports, factor, answer, reserved);
  const more = refusal.code === "wrong" && factor.explain ? await factor.explain(answered) : null;
  return { outcome: "wrong", refusal: more ?? refusal };
}

async function recordWrong(ports: Ports, factor: Factor, answer: Answer, reserved: Reserved): Promise<Refusal> {
  const { challenge, protection, context } = answer;
  const { id: challengeId, accountId } = challenge;
  const notices = prepareNotices(ports, [codesDisabled], { protection, context });
  const budget = await ports.store.recordWrongAnswer({ challengeId, accountId, context, notices });
  return refusalAfterWrong(budgetOf(factor, budget), reserved.attemptsLeft);
}

const codesDisabled: Notification = { told: { about: "security-change", change: "codes-disabled" } };

const unspent: Budget = { codesDisabled: false, lockedForSeconds: 0 };

/** What the account's budget means for this factor: nothing where no answer can be guessed. */
function budgetOf({ isGuessable }: Factor, budget: Budget): Budget {
  return isGuessable ? budget : unspent;
}
