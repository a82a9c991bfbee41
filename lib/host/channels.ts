import { demoInbox } from "@/lib/host/mailbox/demo-inbox";
import { alsoToInbox } from "@/lib/host/mailbox/inbox";
import { env } from "@/lib/host/server/env";
import { siteName } from "@/lib/host/server/site";
import { createFailover } from "@/lib/two-factor/channels/index";
import { createResendChannel } from "@/lib/two-factor/channels/resend/index";
import { createSmtpChannel } from "@/lib/two-factor/channels/smtp/index";
import { createTwilioChannel } from "@/lib/two-factor/channels/twilio/index";
import type { LogPort, MessageChannel } from "@/lib/two-factor/index";

/** The ways a code can travel, as the environment says. In the demo the mailbox shows what providers were given. */
export function channels(log: LogPort): { email?: MessageChannel; sms?: MessageChannel } {
  const inbox = demoInbox();
  const email = oneOf(log, [resend(), smtp()]);
  const sms = oneOf(log, [twilio()]);
  if (!inbox) return { ...(email && { email }), ...(sms && { sms }) };
  return {
    email: email ? alsoToInbox(email, inbox) : inbox.email,
    sms: sms ? alsoToInbox(sms, inbox) : inbox.sms,
  };
}

/** The first that is set; the others when it fails. */
function oneOf(log: LogPort, given: readonly (MessageChannel | null)[]): MessageChannel | null {
  const [first, ...others] = given.filter((channel) => channel !== null);
  if (!first) return null;
  return createFailover([first, ...others], { onPassedOn: (event) => log.warn("delivery_passed_on", event) });
}

function resend(): MessageChannel | null {
  const { RESEND_API_KEY: apiKey, RESEND_BASE_URL: baseUrl, EMAIL_FROM: from, origin } = env();
  return apiKey ? createResendChannel({ apiKey, baseUrl, from, origin, siteName }) : null;
}

function smtp(): MessageChannel | null {
  const { SMTP_URL: server, EMAIL_FROM: from, origin } = env();
  return server ? createSmtpChannel({ server, from, origin, siteName }) : null;
}

function twilio(): MessageChannel | null {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = env();
  const { TWILIO_BASE_URL: baseUrl, SMS_COUNTRIES: allowedCountries, origin, secureCookies } = env();
  if (!accountSid || !authToken || !from) return null;
  // Twilio refuses a message whose reports it could not deliver, as to a site on this machine.
  const reportTo = secureCookies || baseUrl ? `${origin}/api/webhooks/twilio` : undefined;
  return createTwilioChannel({ accountSid, authToken, baseUrl, from, allowedCountries, reportTo, origin, siteName });
}
