import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import type { HashPort, LogPort } from "@/lib/two-factor/flows/ports";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { TwoFactor } from "@/lib/two-factor/index";
import { onlyText } from "@/lib/two-factor/next/forms/form-fields";
import { browserToken } from "@/lib/two-factor/next/guards/browser";
import { csrfKey, csrfTokenFor, readCsrfToken } from "@/lib/two-factor/next/guards/csrf";
import { orUnavailable } from "@/lib/two-factor/next/guards/faults";
import { isSameOrigin } from "@/lib/two-factor/next/guards/origin";

export type DoorConfig = {
  twoFactor: TwoFactor;
  browser: BrowserPort;
  /** The opaque session id in NextAuth's cookie, or null; from `createSessionIdReader` of the next-auth door. */
  sessionId: () => Promise<string | null>;
  /** `hashToken` of the door for servers. */
  hash: HashPort;
  /** The public origin, such as "https://app.example". */
  origin: string;
  secret: string;
  secureCookies: boolean;
  log: LogPort;
};

export type SessionView = SessionRecord;

/** Where a person without a session comes back to after signing in, an own path; `whenSignedOut` is awaited before. */
export type Detour = { next: string; whenSignedOut?: () => Promise<void> };

/**
 * What a form's token says of it. It was made in the session with this hash, null for a visitor. It is out of date once
 * somebody signed in since; after the session's cookie is gone it is the form of a person who is signed out.
 */
export type FormOrigin = { sessionHash: string | null; isOutOfDate: boolean };

/**
 * The guards and readers that pages and actions use. `config` is read at the first request, so that a build needs no secret.
 * Guards belong next to the data they protect, not in proxy.ts.
 */
export function createNextDoor(config: () => DoorConfig) {
  const key = () => csrfKey(config().secret);

  const readAlong = cache((): { session: Promise<SessionView | null> | null } => ({ session: null }));
  const readAlone = cache(async (): Promise<SessionView | null> => {
    const id = await config().sessionId();
    return id ? config().twoFactor.readSession({ sessionId: id }) : null;
  });
  const readSession = async () => (await readAlong().session) ?? readAlone();

  const sessionHash = async () => {
    const id = await config().sessionId();
    return id && config().hash(id);
  };

  async function csrfToken(): Promise<string> {
    return csrfTokenFor(key(), await browserToken(config().secureCookies), await sessionHash());
  }

  /** Null for what is no token of ours, or not of this browser. */
  async function originOf(token: unknown): Promise<FormOrigin | null> {
    const made = readCsrfToken(key(), await browserToken(config().secureCookies), token);
    const current = await sessionHash();
    return made && { ...made, isOutOfDate: current !== null && current !== made.sessionHash };
  }

  async function formOrigin(form: FormData): Promise<FormOrigin | null> {
    return isSameOrigin(await headers(), config().origin) ? originOf(onlyText(form, "csrf")) : null;
  }

  return {
    csrfToken,
    /** The live session or null. One primary-key read per request, however often it is called. */
    currentSession: () => orUnavailable(config().log, readSession),
    /** Like `currentSession`, for what merely shows who is signed in: a fault reads as signed out. */
    displaySession: () => readSession().catch(() => null),
    /** The live session; without one, the person goes to sign in and comes back. */
    async requireSession(detour: Detour): Promise<SessionView> {
      return (await orUnavailable(config().log, readSession)) ?? signInFirst(detour);
    },
    /** What /verify shows; without a pending sign-in, the person starts with the password. */
    async viewSignIn() {
      const { twoFactor, browser, log } = config();
      const view = await orUnavailable(log, async () =>
        twoFactor.viewSignIn({ pendingToken: await browser.pendingToken(), context: await browser.context() }),
      );
      return view.ok ? view : redirect("/sign-in");
    },
    /**
     * Tells that a statement which is on its way brings this request's live session along. Where it brings null, and for
     * whoever asked before this was called, the session is read by itself. A page is begun before the header around it.
     */
    sessionComesAlong(session: Promise<SessionView | null>): void {
      readAlong().session = session;
    },
    /** True when a state-changing request comes from our own pages (headers only, see isSameOrigin). */
    isSameOrigin: (from: Headers) => isSameOrigin(from, config().origin),
    /** True for a token that `csrfToken` made for this browser and session. */
    isOwnToken: async (given: unknown): Promise<boolean> => isCurrent(await originOf(given)),
    /** True when a posted form comes from our own pages and carries this browser's and session's token. */
    isOwnForm: async (form: FormData): Promise<boolean> => isCurrent(await formOrigin(form)),
    /** What is known of a posted form; null for one that does not come from our own pages in this browser. */
    formOrigin,
  };
}

/** Leads to the sign-in, and from there back. */
export async function signInFirst({ next, whenSignedOut }: Detour): Promise<never> {
  await whenSignedOut?.();
  redirect(`/sign-in?next=${encodeURIComponent(safeReturnPath(next))}`);
}

function isCurrent(origin: FormOrigin | null): boolean {
  return origin !== null && !origin.isOutOfDate;
}
