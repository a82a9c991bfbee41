import { isOneRecipient } from "@/lib/two-factor/channels/address/recipient";
import { smsRefusal } from "@/lib/two-factor/channels/address/sms-policy";
import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import { type RetryLimits, withRetries } from "@/lib/two-factor/channels/retry";
import { type Message, renderMessage } from "@/lib/two-factor/channels/words/message";
import type { Site } from "@/lib/two-factor/channels/words/site";
import type { MessageChannel, SendResult } from "@/lib/two-factor/flows/message/ports";
import { callTwilio, type TwilioAccount } from "./twilio-call";
import { readTwilioAnswer } from "./twilio-outcome";

const provider = "twilio";

export type TwilioConfig = Site &
  TwilioAccount & {
    /** A number of yours in E.164, or the id of a messaging service ("MG..."). */
    from: string;
    /** Two-letter codes of the countries an SMS may go to. */
    allowedCountries: readonly string[];
    /**
     * Asked before each message where you have somebody to ask: whether the number changed its SIM or its carrier of late
     * (NIST SP 800-63B-4 section 3.1.3.3). Where it says so, or fails, nothing is sent.
     */
    recentlyMoved?: (number: string, signal: AbortSignal) => Promise<boolean>;
    /** Where Twilio reports what became of a message; it says nothing without. */
    reportTo?: string;
    /** Time for one call. 5000 by default. */
    timeoutMs?: number;
  } & Partial<RetryLimits>;

/**
 * SMS through Twilio, to mobile numbers of the allowed countries. Calls again (twice in all, within 12 s by default)
 * only where the first one certainly sent nothing.
 */
export function createTwilioChannel(config: TwilioConfig): MessageChannel {
  const { timeoutMs = 5000, attempts = 2, overallTimeoutMs = 12_000, backOffMs = 400 } = config;

  async function call(sms: Parameters<typeof callTwilio>[1], msLeft: number) {
    const signal = AbortSignal.timeout(Math.max(1, Math.min(timeoutMs, Math.floor(msLeft))));
    return readTwilioAnswer(await callTwilio(config, sms, signal), signal.aborted);
  }

  return {
    channel: "sms",
    async send(message, { withinMs = overallTimeoutMs } = {}) {
      const refusal = isOneRecipient("sms", message.to)
        ? smsRefusal(message.to, config.allowedCountries)
        : "unsafe-recipient";
      if (refusal) return failed(refusal, 0);
      if (await hasMoved(config, message.to)) return failed("number-recently-moved", 0);
      const sms = await writeSms(message, config);
      const limits = { attempts, overallTimeoutMs: Math.min(overallTimeoutMs, withinMs), backOffMs };
      const sent = await withRetries(limits, (msLeft) => call(sms, msLeft));
      return "done" in sent
        ? { ok: true, provider, ...sent.done, attempts: sent.attempts }
        : failed(sent.failed, sent.attempts);
    },
  };
}

async function hasMoved({ recentlyMoved, timeoutMs = 5000 }: TwilioConfig, number: string): Promise<boolean> {
  if (!recentlyMoved) return false;
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<true>((resolve) => signal.addEventListener("abort", () => resolve(true)));
  return Promise.race([recentlyMoved(number, signal).catch(() => true), late]);
}

async function writeSms(message: Message, config: TwilioConfig) {
  const { text } = await renderMessage("sms", message, config);
  const sender = config.from.startsWith("MG") ? { messagingServiceSid: config.from } : { from: config.from };
  const { reportTo } = config;
  return {
    to: message.to,
    body: text,
    ...sender,
    // The delivery's id comes back under Twilio's signature, even if its own id never reached us.
    ...(reportTo && { statusCallback: `${reportTo}?delivery=${encodeURIComponent(message.deliveryId)}` }),
    // A code that arrives after its time only confuses; Twilio drops it then.
    ...("code" in message && { validityPeriod: message.minutes * 60 }),
    // Typographic marks in foreign text would turn a text of 160 letters into three of 70.
    smartEncoded: true,
  };
}

function failed(failure: DeliveryFailure, attempts: number): SendResult {
  return { ok: false, provider, failure, attempts };
}
