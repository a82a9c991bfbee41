import type { CreateEmailResponse } from "resend";
import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import type { Outcome } from "@/lib/two-factor/channels/retry";
import { waitWanted } from "@/lib/two-factor/channels/retry-after";

export type ResendOutcome = Outcome<{ providerMessageId: string }, DeliveryFailure>;

/**
 * Reads what the SDK made of an answer. It types every field, but hands on whatever JSON the other side sent; and it
 * tells a broken connection from an unreadable success by nothing, so both count as unreachable.
 */
export function readResendAnswer(answer: CreateEmailResponse, timedOut: boolean): ResendOutcome {
  const id: unknown = answer.data?.id;
  if (typeof id === "string" && id !== "") return { done: { providerMessageId: id } };
  if (timedOut) return { failed: "timeout", again: true };
  if (!answer.error) return { failed: "invalid-response", again: true };
  return readError(answer.error, answer.headers?.["retry-after"]);
}

function readError({ statusCode, name }: { statusCode: unknown; name: unknown }, retryAfter?: string): ResendOutcome {
  if (statusCode === null) return { failed: "unreachable", again: true };
  if (typeof statusCode !== "number") return { failed: "invalid-response", again: true };
  if (statusCode === 429) {
    // A used-up quota comes back tomorrow or next month, not in this request.
    const quota = name === "daily_quota_exceeded" || name === "monthly_quota_exceeded";
    return { failed: "rate-limited", again: !quota, waitMs: waitWanted(retryAfter) };
  }
  if (statusCode >= 500) return { failed: "provider-error", again: true, waitMs: waitWanted(retryAfter) };
  // Our own earlier call that timed out here is still at work there.
  return { failed: "rejected", again: name === "concurrent_idempotent_requests" };
}
