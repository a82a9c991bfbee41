import { Resend } from "resend";
import { isOneRecipient } from "@/lib/two-factor/channels/address/recipient";
import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import { type RetryLimits, withRetries } from "@/lib/two-factor/channels/retry";
import { type Message, type RenderedEmail, renderEmail } from "@/lib/two-factor/channels/words/message";
import type { Site } from "@/lib/two-factor/channels/words/site";
import type { MessageChannel, SendResult } from "@/lib/two-factor/flows/message/ports";
import { type ResendOutcome, readResendAnswer } from "./resend-outcome";
import { deliveryTag } from "./resend-report";

const provider = "resend";

export type ResendConfig = Site & {
  apiKey: string;
  /** Sender, as "Name <address>" or an address. */
  from: string;
  /** Resend's own address by default. */
  baseUrl?: string;
  /** Time for one call. 5000 by default. */
  timeoutMs?: number;
} & Partial<RetryLimits>;

type Letter = RenderedEmail & {
  from: string;
  to: string;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
};

/**
 * E-mail through Resend. A call that got no answer, or 429 or 5xx, is repeated (three calls within 20 s by default)
 * under the delivery's idempotency key, so that the person gets one message at most. A long Retry-After ends it.
 */
export function createResendChannel(config: ResendConfig): MessageChannel {
  const resend = new Resend(config.apiKey, { baseUrl: config.baseUrl?.replace(/\/+$/, "") });
  const { timeoutMs = 5000, attempts = 3, overallTimeoutMs = 20_000, backOffMs = 400 } = config;

  async function call(letter: Letter, idempotencyKey: string, msLeft: number): Promise<ResendOutcome> {
    const signal = AbortSignal.timeout(Math.max(1, Math.min(timeoutMs, Math.floor(msLeft))));
    try {
      return readResendAnswer(await resend.emails.send(letter, { idempotencyKey, signal }), signal.aborted);
    } catch {
      // The SDK rethrows an abort that comes while it reads an error's body.
      return { failed: signal.aborted ? "timeout" : "unreachable", again: true };
    }
  }

  return {
    channel: "email",
    repeatable: true,
    async send(message, { withinMs = overallTimeoutMs } = {}) {
      if (!isOneRecipient("email", message.to)) return failed("unsafe-recipient", 0);
      const letter = await writeLetter(message, config);
      const limits = { attempts, overallTimeoutMs: Math.min(overallTimeoutMs, withinMs), backOffMs };
      const sent = await withRetries(limits, (msLeft) => call(letter, message.deliveryId, msLeft));
      return "done" in sent
        ? { ok: true, provider, ...sent.done, attempts: sent.attempts }
        : failed(sent.failed, sent.attempts);
    },
  };
}

async function writeLetter(message: Message, config: ResendConfig): Promise<Letter> {
  return {
    from: config.from,
    to: message.to,
    ...(await renderEmail(message, config)),
    // RFC 3834: no out-of-office note answers a code.
    headers: { "Auto-Submitted": "auto-generated" },
    // Comes back in Resend's reports.
    tags: [{ name: deliveryTag, value: message.deliveryId }],
  };
}

function failed(failure: DeliveryFailure, attempts: number): SendResult {
  return { ok: false, provider, failure, attempts };
}
