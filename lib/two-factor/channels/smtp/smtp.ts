import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { isOneRecipient } from "@/lib/two-factor/channels/address/recipient";
import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import { type Outcome, type RetryLimits, withRetries } from "@/lib/two-factor/channels/retry";
import { type Message, renderEmail } from "@/lib/two-factor/channels/words/message";
import type { Site } from "@/lib/two-factor/channels/words/site";
import type { MessageChannel, SendResult } from "@/lib/two-factor/flows/message/ports";
import { callSmtp, type Post } from "./smtp-call";
import { readSmtpError } from "./smtp-outcome";
import type { SmtpServer } from "./smtp-url";

const provider = "smtp";

export type SmtpConfig = Site & {
  server: SmtpServer;
  /** Sender, as "Name <address>" or an address. */
  from: string;
  /** Time for one connection, from the name's look-up to the server's word. 5000 by default. */
  timeoutMs?: number;
} & Partial<RetryLimits>;

/**
 * E-mail through a mail server. Each call is a connection of its own; a failure that may pass is tried again (twice in
 * all, within 12 s by default) under the Message-ID made of the delivery's id, so that a doubled message shows itself.
 */
export function createSmtpChannel(config: SmtpConfig): MessageChannel {
  const { timeoutMs = 5000, attempts = 2, overallTimeoutMs = 12_000, backOffMs = 400 } = config;

  async function call(post: Post, msLeft: number): Promise<Outcome<true, DeliveryFailure>> {
    const signal = AbortSignal.timeout(Math.max(1, Math.min(timeoutMs, Math.floor(msLeft))));
    try {
      await callSmtp(config.server, post, signal);
      return { done: true };
    } catch (error) {
      return readSmtpError(error, signal.aborted);
    }
  }

  return {
    channel: "email",
    async send(message, { withinMs = overallTimeoutMs } = {}) {
      if (!isOneRecipient("email", message.to)) return failed("unsafe-recipient", 0);
      const { post, messageId } = await writePost(message, config);
      const limits = { attempts, overallTimeoutMs: Math.min(overallTimeoutMs, withinMs), backOffMs };
      const sent = await withRetries(limits, (msLeft) => call(post, msLeft));
      return "done" in sent
        ? { ok: true, provider, providerMessageId: messageId, attempts: sent.attempts }
        : failed(sent.failed, sent.attempts);
    },
  };
}

async function writePost(message: Message, config: SmtpConfig): Promise<{ post: Post; messageId: string }> {
  const messageId = `<${message.deliveryId}@${new URL(config.origin).hostname}>`;
  const composed = new MailComposer({
    ...(await renderEmail(message, config)),
    from: config.from,
    // As an object it is one address, whatever is in it; as text it would be read as a list.
    to: { name: "", address: message.to },
    messageId,
    // RFC 3834: no out-of-office note answers a code.
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from } = composed.getEnvelope();
  return { post: { envelope: { from: from || "", to: message.to }, raw: await composed.build() }, messageId };
}

function failed(failure: DeliveryFailure, attempts: number): SendResult {
  return { ok: false, provider, failure, attempts };
}
