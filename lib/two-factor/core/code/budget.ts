import type { ChallengeState } from "@/lib/two-factor/core/code/challenge";
import { refusalOfState } from "@/lib/two-factor/core/code/challenge";
import type { Refusal } from "@/lib/two-factor/core/refusal";

/** How much of the account's budget of wrong answers is left, as far as it decides anything. */
export type Budget = { codesDisabled: boolean; lockedForSeconds: number };

/** Why this account takes no answer at all, not even the right one; null while it does. */
export function refusalOfBudget(budget: Budget): Refusal | null {
  if (budget.codesDisabled) return { code: "codes-disabled" };
  if (budget.lockedForSeconds > 0) return { code: "locked", retryAfterSeconds: budget.lockedForSeconds };
  return null;
}

/**
 * Why an answer would not be compared; null when it may be. In this order, since only the first can be acted on:
 *  1. codes are disabled or the account's budget is spent;
 *  2. there is no code;
 *  3. the code has ended.
 */
export function refusalBeforeAnswer(budget: Budget, challenge: { state: ChallengeState } | null): Refusal | null {
  const spent = refusalOfBudget(budget);
  if (spent) return spent;
  return challenge ? refusalOfState(challenge.state) : { code: "no-code" };
}

/** What a compared and wrong answer is told. The account's end outranks the code's end. */
export function refusalAfterWrong(budget: Budget, attemptsLeft: number): Refusal {
  const spent = refusalOfBudget(budget);
  if (spent) return spent;
  return attemptsLeft > 0 ? { code: "wrong", attemptsLeft } : { code: "exhausted" };
}
