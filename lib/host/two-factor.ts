import { headers } from "next/headers";
import { after } from "next/server";
import { getLocale } from "next-intl/server";
import { channels } from "@/lib/host/channels";
import { refusalText } from "@/lib/host/language/refusal-text";
import { createLog } from "@/lib/host/log/log";
import { db, pool } from "@/lib/host/server/db";
import { env } from "@/lib/host/server/env";
import { once } from "@/lib/host/server/once";
import { maxBodyBytes } from "@/lib/host/server/site";
import { createAddressLimits, createTwoFactor, defaultLimits, hashToken } from "@/lib/two-factor/index";
import {
  cookieName,
  cookieOptions,
  createBrowser,
  createGuardedJson,
  createNextDoor,
  createReportRoute,
  guardedPost,
  refusalProblem,
} from "@/lib/two-factor/next/index";
import { createSessionIdReader, type SessionSettings } from "@/lib/two-factor/next-auth/index";

/** The one place where the application and the add-on meet. */

export const log = createLog();

export const addressLimits = once(() => createAddressLimits({ pool }));

export const twoFactor = once(() =>
  createTwoFactor({
    database: db,
    keys: env().keys,
    channels: channels(log),
    addressLimits: addressLimits(),
    limits: {
      ...defaultLimits,
      sms: { ...defaultLimits.sms, costPerText: env().SMS_COST, costPerDay: env().SMS_DAILY_CAP },
    },
    afterResponse: (work) => after(work),
    log,
  }),
);

export const browser = once(() =>
  createBrowser({
    secureCookies: env().secureCookies,
    trustedProxyHops: env().TRUSTED_PROXY_HOPS,
    hash: hashToken,
    locale: getLocale,
  }),
);

/** How NextAuth keeps sessions here; the rest of its configuration is in auth.ts. */
export const sessionSettings = once(
  (): SessionSettings => ({
    secret: env().AUTH_SECRET,
    useSecureCookies: env().secureCookies,
    cookies: {
      sessionToken: {
        name: cookieName("session", env().secureCookies),
        options: cookieOptions(env().secureCookies),
      },
    },
  }),
);

/** What both the gate and the reader of NextAuth's session cookie need. */
export const sessionCookie = once(() => ({
  cookieHeader: async () => (await headers()).get("cookie"),
  secret: env().AUTH_SECRET,
  secureCookies: env().secureCookies,
}));

/** The opaque id in the session cookie of this request, unproved: it only says which row to read. */
export async function currentSessionId(): Promise<string | null> {
  return createSessionIdReader(sessionSettings(), sessionCookie)();
}

const door = createNextDoor(() => ({
  twoFactor: twoFactor(),
  browser: browser(),
  sessionId: currentSessionId,
  hash: hashToken,
  origin: env().origin,
  secret: env().AUTH_SECRET,
  secureCookies: env().secureCookies,
  log,
}));

export const {
  csrfToken,
  currentSession,
  displaySession,
  formOrigin,
  isOwnForm,
  requireSession,
  sessionComesAlong,
  viewSignIn,
} = door;

/** For what providers post: they come from elsewhere, and their signature is the guard. */
export const signedReport = createReportRoute(() => ({
  log,
  maxBytes: maxBodyBytes,
  origin: env().origin,
  context: () => browser().context(),
  record: twoFactor().recordDeliveryReport,
}));

export const guarded = guardedPost(() => ({ log, isSameOrigin: door.isSameOrigin, maxBytes: maxBodyBytes }));

/** The same for what clients send as JSON, with the token of their browser and session in a header. */
export const guardedJson = createGuardedJson(() => ({
  log,
  isSameOrigin: door.isSameOrigin,
  isOwnToken: door.isOwnToken,
  maxBytes: maxBodyBytes,
  invalid: async () => {
    const refusal = { code: "invalid-input" } as const;
    return refusalProblem(refusal, await refusalText(refusal));
  },
}));
