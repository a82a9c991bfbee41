import type { Protection } from "@/lib/two-factor/core/account/protection";
import { refusalAfterWrong } from "@/lib/two-factor/core/code/budget";
import type { ChallengeRecord, Reserved } from "@/lib/two-factor/core/code/records";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { prepareNotices, type Telling } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";

export type Answer = {
  challenge: ChallengeRecord;
  /** The account, for the message that its codes were switched off. */
  protection: Protection;
  /** Of what the server knows the challenge to be tied to, made afresh for this request. */
  bindingDigest: string;
  code: string;
  context: RequestContext;
};

export type Compared =
  /** Right, and not yet consumed: the caller's next statement decides whether it was first. */
  | { outcome: "right" }
  | { outcome: "wrong"; refusal: Refusal }
  /** The attempt was not granted: somebody else used the last one, or time ran out. Nothing was compared. */
  | { outcome: "not-compared" };

/** Count first, compare second. For every purpose; what a right answer opens is the caller's affair. */
export async function answerChallenge(ports: Ports, answer: Answer): Promise<Compared> {
  const { challenge, bindingDigest, context } = answer;
  const { id: challengeId, accountId, purpose } = challenge;
  const { browserHash } = context;
  const reserved = await ports.store.reserveAttempt({ challengeId, accountId, purpose, browserHash, bindingDigest });
  if (!reserved) return { outcome: "not-compared" };
  const wrong = await compareReserved(ports, answer, reserved);
  return wrong ? { outcome: "wrong", refusal: wrong } : { outcome: "right" };
}

/** Compares an answer whose attempt is counted already. Null when it is right. */
export async function compareReserved(ports: Ports, answer: Answer, reserved: Reserved): Promise<Refusal | null> {
  const { challenge, protection, bindingDigest, code, context } = answer;
  const { id: challengeId, accountId, purpose, channel } = challenge;
  if (ports.mac.matches({ challengeId, accountId, purpose, channel, bindingDigest, code }, reserved)) return null;
  const notices = prepareNotices(ports, [codesDisabled], { protection, context });
  const budget = await ports.store.recordWrongAnswer({ challengeId, accountId, context, notices });
  const refusal = refusalAfterWrong(budget, reserved.attemptsLeft);
  return refusal.code === "wrong" ? sayIfOlder(ports, answer, refusal) : refusal;
}

const codesDisabled: Telling = { told: { about: "security-change", change: "codes-disabled" } };

/** Two messages in one mailbox are easily confused: whoever owns both codes is told which one counts. */
async function sayIfOlder(
  ports: Ports,
  { challenge, code, context }: Answer,
  wrong: Extract<Refusal, { code: "wrong" }>,
): Promise<Refusal> {
  const { accountId, purpose, reference, issuedAt } = challenge;
  const superseded = await ports.store.findSupersededCodes({ accountId, purpose, browserHash: context.browserHash });
  const typed = superseded.find(({ challengeId, channel, bindingDigest, ...mac }) =>
    ports.mac.matches({ challengeId, accountId, purpose, channel, bindingDigest, code }, mac),
  );
  if (!typed) return wrong;
  return {
    code: "older-code",
    answeredReference: typed.reference,
    sentReference: reference,
    sentAt: issuedAt,
    attemptsLeft: wrong.attemptsLeft,
  };
}
