import { getLocale, getTranslations } from "next-intl/server";
import { channels } from "@/lib/host/channels";
import { refusalText } from "@/lib/host/language/refusal-text";
import { createLog } from "@/lib/host/log/log";
import { db } from "@/lib/host/server/db";
import { env } from "@/lib/host/server/env";
import { sessionSettings } from "@/lib/host/server/sessions";
import { reports } from "@/lib/host/webhooks";
import { createCountersign, defaultLimits, type SensitiveAction } from "@/lib/two-factor/index";

/** The one place where the application and the add-on meet. */

export const log = createLog();

// Each party declares its own; they are found, not named, so that the shop's can go with the shop (ADR 016).
const parties = import.meta.glob<{ sensitiveActions: readonly SensitiveAction[] }>("/lib/*/sensitive-actions.ts");

const countersign = createCountersign(() => ({
  database: db,
  keys: env().keys,
  secret: env().AUTH_SECRET,
  origin: env().origin,
  sessions: sessionSettings(),
  // A day, and an hour without a request. No session here is older than the add-on.
  sessionLifetime: "countersign",
  earlierSessions: "end",
  development: env().NODE_ENV === "development",
  trustedProxyHops: env().TRUSTED_PROXY_HOPS,
  channels: channels(log),
  reports: reports(),
  limits: {
    ...defaultLimits,
    sms: { ...defaultLimits.sms, costPerSms: env().SMS_COST, costPerDay: env().SMS_DAILY_CAP },
  },
  actions: async () => {
    const declared = await Promise.all(Object.values(parties).map((load) => load()));
    return declared.flatMap(({ sensitiveActions }) => sensitiveActions);
  },
  locale: getLocale,
  texts: {
    refusal: refusalText,
    approvalNeeded: async () => (await getTranslations("twoFactor.approve"))("needed"),
  },
  log,
}));

export const {
  CsrfField,
  action,
  approvalForm,
  approvalRoutes,
  authRoutes,
  currentSession,
  factors,
  formTokenRoute,
  isSignedIn,
  limits,
  listReceipts,
  nextAuth,
  ping,
  proposalRoute,
  propose,
  proxy,
  readDraft,
  readReceipt,
  recordEvent,
  reportRoute,
  requestContext,
  requireSession,
  signInForm,
  signOutRoute,
  start,
  sweep,
  takeFirstStep,
  viewAccount,
  viewApproval,
  viewSignIn,
  viewTwoStep,
  within,
} = countersign;
