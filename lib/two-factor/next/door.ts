import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { TwoFactor } from "@/lib/two-factor/index";
import { browserToken } from "@/lib/two-factor/next/browser";
import { csrfKey, csrfTokenFor, isCsrfToken } from "@/lib/two-factor/next/csrf";
import { orUnavailable } from "@/lib/two-factor/next/faults";
import { onlyText } from "@/lib/two-factor/next/form-fields";
import { isSameOrigin } from "@/lib/two-factor/next/origin";
import type { BrowserPort, LogPort, SessionRecord } from "@/lib/two-factor/ports";

export type DoorConfig = {
  twoFactor: TwoFactor;
  browser: BrowserPort;
  /** The opaque session id in NextAuth's cookie, or null; from `createSessionIdReader` of the next-auth door. */
  sessionId: () => Promise<string | null>;
  /** The public origin, such as "https://shop.example". */
  origin: string;
  secret: string;
  secureCookies: boolean;
  log: LogPort;
};

export type SessionView = SessionRecord;

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

  async function csrfToken(): Promise<string> {
    return csrfTokenFor(key(), await browserToken(config().secureCookies), await config().sessionId());
  }

  return {
    csrfToken,
    /** The live session or null. One primary-key read per request, however often it is called. */
    currentSession: () => orUnavailable(config().log, readSession),
    /** Like `currentSession`, for what merely shows who is signed in: a fault reads as signed out. */
    displaySession: () => readSession().catch(() => null),
    /**
     * The live session; without one, the person goes to sign in and comes back to `next`. `whenSignedOut` is awaited
     * before: it may keep what they typed.
     */
    async requireSession(options: { next: string; whenSignedOut?: () => Promise<void> }): Promise<SessionView> {
      const session = await orUnavailable(config().log, readSession);
      if (!session) await options.whenSignedOut?.();
      return session ?? redirect(`/sign-in?next=${encodeURIComponent(options.next)}`);
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
    /** True for the token that `csrfToken` made for this browser and session. */
    isOwnToken: async (given: unknown): Promise<boolean> => isCsrfToken(given, await csrfToken()),
    /** True when a posted form comes from our own pages and carries this browser's and session's token. */
    async isOwnForm(form: FormData): Promise<boolean> {
      return isSameOrigin(await headers(), config().origin) && isCsrfToken(onlyText(form, "csrf"), await csrfToken());
    },
  };
}
