import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

export type RetryLimits = {
  /** Calls in all, the first included. */
  attempts: number;
  /** From the first call to the last answer, waits included. */
  overallTimeoutMs: number;
  /** Wait before the second call; doubles from there. */
  backOffMs: number;
};

/** What one call led to: an end, or a failure worth another call after at least `waitMs`. */
export type Outcome<Done, Failed> = { done: Done } | { failed: Failed; again: boolean; waitMs?: number };

export type Retried<Done, Failed> = { attempts: number } & ({ done: Done } | { failed: Failed });

/**
 * Calls until it is done, its failure is final, or attempts or time are used up. `call` is told how many
 * milliseconds are left in all. A wait that would not leave time for another call is not begun.
 */
export async function withRetries<Done, Failed>(
  limits: RetryLimits,
  call: (msLeft: number) => Promise<Outcome<Done, Failed>>,
): Promise<Retried<Done, Failed>> {
  const endsAt = performance.now() + limits.overallTimeoutMs;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await call(endsAt - performance.now());
    if ("done" in outcome) return { attempts, done: outcome.done };
    const waitMs = Math.max(outcome.waitMs ?? 0, backOff(limits.backOffMs, attempts));
    const canWait = performance.now() + waitMs < endsAt;
    if (!outcome.again || attempts >= limits.attempts || !canWait) return { attempts, failed: outcome.failed };
    await sleep(waitMs);
  }
}

// Half fixed, half random: senders that failed together do not come back together.
function backOff(baseMs: number, attempts: number): number {
  const ceiling = baseMs * 2 ** (attempts - 1);
  return Math.round(ceiling / 2) + randomInt(Math.round(ceiling / 2) + 1);
}
