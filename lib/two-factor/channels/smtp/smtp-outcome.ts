import type SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import type { Outcome } from "@/lib/two-factor/channels/retry";

type Failure = Extract<Outcome<never, DeliveryFailure>, { failed: unknown }>;

/** What a mail server's answer, or its lack of one, is worth: RFC 5321 section 4.2.1 repeats 4yz and gives up on 5yz. */
export function readSmtpError(error: unknown, timedOut: boolean): Failure {
  if (timedOut) return { failed: "timeout", again: true };
  const { code, message, responseCode = 0 }: SMTPConnection.SMTPError = error instanceof Error ? error : new Error();
  if (responseCode >= 500) return { failed: "rejected", again: false };
  if (responseCode >= 400) return { failed: "provider-error", again: true };
  // A certificate does not become right, nor a login possible, within the minute. nodemailer keeps only TLS's words.
  if (code === "ETLS" || message.includes("certificate")) return { failed: "untrusted", again: false };
  if (code === "EAUTH" || code === "EENVELOPE") return { failed: "rejected", again: false };
  if (code === "EPROTOCOL") return { failed: "invalid-response", again: true };
  return { failed: "unreachable", again: true };
}
