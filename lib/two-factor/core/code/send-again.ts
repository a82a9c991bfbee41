import { type Budget, refusalOfBudget } from "@/lib/two-factor/core/code/budget";
import type { Limits } from "@/lib/two-factor/core/limit/limits";
import type { Refusal } from "@/lib/two-factor/core/refusal";

/**
 * Why no code may be sent to this account now; null when one may.
 * A spent budget outranks the wait: a code that cannot be answered is not worth a message.
 */
export function refusalToSend(
  account: Budget & { sendAgainInSeconds: number },
  sending: Limits["sending"],
): Refusal | null {
  const spent = refusalOfBudget(account);
  if (spent) return spent;
  const retryAfterSeconds = account.sendAgainInSeconds;
  if (retryAfterSeconds <= 0) return null;
  // A wait longer than the cool-down can only come from the hourly or daily cap.
  return { code: retryAfterSeconds > sending.coolDownSeconds ? "send-limit" : "cool-down", retryAfterSeconds };
}
