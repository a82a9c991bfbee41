import type { NextAuthConfig, Session } from "next-auth";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { Call } from "@/lib/two-factor/next-auth/call";

/** How the session was proved, under our own name in NextAuth's session. `auth_time` is in seconds (OpenID Connect Core 2). */
export type Proof = { acr: string; amr: string[]; auth_time: number };

declare module "next-auth" {
  interface Session {
    countersign?: Proof;
  }
}

type SessionCallback = NonNullable<NonNullable<NextAuthConfig["callbacks"]>["session"]>;
type Params = Parameters<SessionCallback>[0];

/** The session as the application shapes it, and how it was proved beside it. */
export function sessionCallback(call: Call): SessionCallback {
  const { own, visit } = call;
  return async (params) => {
    const made = own.callbacks?.session ? await own.callbacks.session(params) : plainSession(call, params);
    return { ...made, ...(visit.live && { countersign: proofOf(visit.live) }) } as Session;
  };
}

function proofOf({ acr, amr, authenticatedAt }: SessionRecord): Proof {
  return { acr, amr, auth_time: Math.floor(authenticatedAt.getTime() / 1000) };
}

/** As NextAuth shapes it where the application has no callback: all of it for the server, a few fields for a browser. */
function plainSession(call: Call, { session, trigger }: Params): object {
  const expires = isoTime(session.expires);
  if (!isAskedByBrowser(call) && trigger !== "update") return { ...session, expires };
  const { name, email, image } = session.user ?? {};
  return { user: { name, email, image }, expires };
}

// NextAuth's handler makes its configuration for the request to its own endpoint, `auth()` for none or for that of a page.
function isAskedByBrowser({ request }: Call): boolean {
  return request instanceof Request && new URL(request.url).pathname.endsWith("/session");
}

function isoTime(time: Date | string): string {
  return new Date(time).toISOString();
}
