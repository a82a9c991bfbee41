import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import type { Outcome } from "@/lib/two-factor/channels/retry";
import { waitWanted } from "@/lib/two-factor/channels/retry-after";
import type { TwilioAnswer } from "./twilio-call";

type TwilioOutcome = Outcome<{ providerMessageId: string }, DeliveryFailure>;

/**
 * Reads an answer of Twilio. Its API knows no idempotency key, so only what certainly sent nothing is repeated: a
 * connection that was never made, 429, and 503. After anything else a second call could be a second text.
 */
export function readTwilioAnswer(answer: TwilioAnswer, timedOut: boolean): TwilioOutcome {
  const { status, sid, code, retryAfter, networkError } = answer;
  if (status === null) return timedOut ? { failed: "timeout", again: false } : unreachable(networkError);
  if (status === 429) return { failed: "rate-limited", again: true, waitMs: waitWanted(retryAfter) };
  if (status >= 500) return { failed: "provider-error", again: status === 503, waitMs: waitWanted(retryAfter) };
  if (status >= 300) return { failed: refusals.get(code) ?? "rejected", again: false };
  if (typeof sid === "string" && sid !== "") return { done: { providerMessageId: sid } };
  return { failed: timedOut ? "timeout" : "invalid-response", again: false };
}

/** Twilio's error codes that say something of the number itself. */
const refusals = new Map<unknown, DeliveryFailure>([
  [21211, "invalid-number"],
  [21217, "invalid-number"],
  [21614, "number-type-not-allowed"],
  [21408, "country-not-allowed"],
  [21610, "opted-out"],
]);

function unreachable(networkError = ""): TwilioOutcome {
  return { failed: "unreachable", again: ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(networkError) };
}
