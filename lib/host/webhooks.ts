import { env } from "@/lib/host/server/env";
import { createResendReports } from "@/lib/two-factor/channels/resend/index";
import { createTwilioReports } from "@/lib/two-factor/channels/twilio/index";

/** Readers of the providers' reports; null for a provider that is not set up. */
export function reports() {
  const { RESEND_WEBHOOK_SECRET: secret, TWILIO_AUTH_TOKEN: authToken } = env();
  return {
    resend: secret ? createResendReports({ secret }) : null,
    twilio: authToken ? createTwilioReports({ authToken }) : null,
  };
}
