import { env } from "@/lib/host/env";
import { once } from "@/lib/host/once";
import { browser, log, twoFactor } from "@/lib/host/two-factor";
import { createResendReports, createTwilioReports } from "@/lib/two-factor/index";
import { createReportRoute } from "@/lib/two-factor/next/index";

/** Reports are a few kilobytes. */
const maxBytes = 65_536;

const reportRoute = createReportRoute(() => ({
  log,
  maxBytes,
  origin: env().origin,
  context: () => browser().context(),
  record: twoFactor().recordDeliveryReport,
}));

export const takeResendReport = reportRoute(
  once(() => {
    const secret = env().RESEND_WEBHOOK_SECRET;
    return secret ? createResendReports({ secret }) : null;
  }),
);

export const takeTwilioReport = reportRoute(
  once(() => {
    const authToken = env().TWILIO_AUTH_TOKEN;
    return authToken ? createTwilioReports({ authToken }) : null;
  }),
);
