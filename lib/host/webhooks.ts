import { env } from "@/lib/host/server/env";
import { once } from "@/lib/host/server/once";
import { createResendReports } from "@/lib/two-factor/channels/resend/index";
import { createTwilioReports } from "@/lib/two-factor/channels/twilio/index";

/** Readers of the providers' reports; null for a provider that is not set up. */

export const resendReports = once(() => {
  const secret = env().RESEND_WEBHOOK_SECRET;
  return secret ? createResendReports({ secret }) : null;
});

export const twilioReports = once(() => {
  const authToken = env().TWILIO_AUTH_TOKEN;
  return authToken ? createTwilioReports({ authToken }) : null;
});
