import { Webhook } from "standardwebhooks";
import { z } from "zod";
import type { DeliveryReport } from "@/lib/two-factor/core/message/records";
import type { ReportReader } from "@/lib/two-factor/flows/message/ports";

/** The tag under which a delivery's id travels to Resend and back. */
export const deliveryTag = "delivery";

const states = {
  "email.sent": "sent",
  "email.delivered": "delivered",
  "email.bounced": "bounced",
  "email.failed": "failed",
  "email.suppressed": "bounced",
} as const satisfies Record<string, DeliveryReport["state"]>;

const event = z.object({ type: z.string() });
const deliveryEvent = z.object({
  type: z.enum(Object.keys(states) as (keyof typeof states)[]),
  created_at: z.coerce.date(),
  data: z.object({
    email_id: z.string().min(1).max(200),
    tags: z
      .object({ [deliveryTag]: z.string().max(200).optional() })
      .optional()
      .catch(undefined),
  }),
});

/**
 * Reads Resend's reports, signed by Svix. The signature covers a time; one older than five minutes is as good as forged.
 * `secret` is the webhook's, "whsec_...".
 */
export function createResendReports({ secret }: { secret: string }): ReportReader {
  const webhook = new Webhook(secret);
  return async ({ headers, body }) => {
    try {
      webhook.verify(body, standardHeaders(headers), { jsonParse: false });
    } catch {
      return "forged";
    }
    return readEvent(body);
  };
}

// Svix sends what the standard calls "webhook-..." under its own name.
function standardHeaders(headers: Headers): Record<string, string> {
  const names = ["id", "timestamp", "signature"];
  return Object.fromEntries(names.map((name) => [`webhook-${name}`, headers.get(`svix-${name}`) ?? ""]));
}

function readEvent(body: string): DeliveryReport | "malformed" | null {
  const posted = parseJson(body);
  const { data: told } = event.safeParse(posted);
  if (!told) return "malformed";
  if (!Object.hasOwn(states, told.type)) return null;
  const { data: read } = deliveryEvent.safeParse(posted);
  if (!read) return "malformed";
  const { type, created_at: at, data } = read;
  const deliveryId = data.tags?.[deliveryTag] ?? null;
  return { provider: "resend", providerMessageId: data.email_id, deliveryId, state: states[type], at };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
