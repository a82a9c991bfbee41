import { headers } from "next/headers";
import { after } from "next/server";
import { getLocale } from "next-intl/server";
import { db, pool } from "@/lib/host/db";
import { env } from "@/lib/host/env";
import { demoInbox } from "@/lib/host/inbox";
import { createLog } from "@/lib/host/log";
import { once } from "@/lib/host/once";
import { maxBodyBytes, siteName } from "@/lib/host/site";
import {
  alsoToInbox,
  createAddressLimits,
  createResendChannel,
  createTwoFactor,
  hashToken,
} from "@/lib/two-factor/index";
import { cookieName, createBrowser, createFormAction, createNextDoor, guardedPost } from "@/lib/two-factor/next/index";
import { createSessionIdReader } from "@/lib/two-factor/next-auth/index";

/** The one place where the application and the add-on meet. */

export const log = createLog();

export const addressLimits = once(() => createAddressLimits({ pool }));

export const twoFactor = once(() =>
  createTwoFactor({
    database: db,
    keys: env().keys,
    channels: channels(),
    addressLimits: addressLimits(),
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

const readSessionId = once(() =>
  createSessionIdReader({
    secret: env().AUTH_SECRET,
    cookieName: cookieName("session", env().secureCookies),
    secureCookies: env().secureCookies,
  }),
);

/** The opaque id in the session cookie of this request, unproved: it only says which row to read. */
export async function currentSessionId(): Promise<string | null> {
  return readSessionId()((await headers()).get("cookie"));
}

const door = createNextDoor(() => ({
  twoFactor: twoFactor(),
  browser: browser(),
  sessionId: currentSessionId,
  origin: env().origin,
  secret: env().AUTH_SECRET,
  secureCookies: env().secureCookies,
  log,
}));

export const { csrfToken, currentSession, displaySession, isOwnForm, requireSession, viewSignIn } = door;

export const formAction = createFormAction(() => ({ log, isOwnForm }));

export const guarded = guardedPost(() => ({ log, isSameOrigin: door.isSameOrigin, maxBytes: maxBodyBytes }));

function channels() {
  const inbox = demoInbox();
  const { RESEND_API_KEY, RESEND_BASE_URL, EMAIL_FROM, origin } = env();
  const resend = RESEND_API_KEY
    ? createResendChannel({ apiKey: RESEND_API_KEY, baseUrl: RESEND_BASE_URL, from: EMAIL_FROM, origin, siteName })
    : null;
  if (!inbox) return resend ? { email: resend } : {};
  return { email: resend ? alsoToInbox(resend, inbox) : inbox.email, sms: inbox.sms };
}
