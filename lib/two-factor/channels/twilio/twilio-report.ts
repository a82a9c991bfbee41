import { z } from "zod";
import type { DeliveryReport } from "@/lib/two-factor/core/message/records";
import type { ReportReader } from "@/lib/two-factor/flows/message/ports";

const states: ReadonlyMap<string, DeliveryReport["state"]> = new Map([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["undelivered", "bounced"],
  ["failed", "failed"],
]);

const report = z.object({ MessageSid: z.string().min(1).max(200), MessageStatus: z.string() });

/**
 * Reads Twilio's reports. The signature covers the address, with the delivery's id in it, and every field. It covers no
 * time and these reports carry none, so an old one is told from a new one only by where the message already is.
 */
export function createTwilioReports({ authToken }: { authToken: string }): ReportReader {
  return async ({ url, headers, body }) => {
    const { default: twilio } = await import("twilio");
    const fields = Object.fromEntries(new URLSearchParams(body));
    const signature = headers.get("x-twilio-signature") ?? "";
    if (!twilio.validateRequest(authToken, signature, url, fields)) return "forged";
    const { data } = report.safeParse(fields);
    if (!data) return "malformed";
    const state = states.get(data.MessageStatus);
    const deliveryId = new URL(url).searchParams.get("delivery");
    return state ? { provider: "twilio", providerMessageId: data.MessageSid, deliveryId, state, at: new Date() } : null;
  };
}
