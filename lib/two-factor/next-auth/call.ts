import type { NextRequest } from "next/server";
import type { NextAuthConfig } from "next-auth";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";
import type { GateConfig } from "@/lib/two-factor/next-auth/gate-config";

/** One call of NextAuth: the application's configuration, the gate's, the request where there is one, and what is known. */
export type Call = { own: NextAuthConfig; gate: GateConfig; request: NextRequest | undefined; visit: Visit };

/** What may become a session in this call: the gate let the first step through, or a code was right. */
export type Grant =
  | { by: "first-step"; amr: AuthenticationMethod[]; accountId: string | null; accountVersion?: number }
  | { by: "second-step"; sessionId: string };

/** What one call of NextAuth has learned so far. NextAuth asks for its configuration anew each time, so each has its own. */
export type Visit = {
  /** The opaque id in the cookie that the request came with. */
  cameWith: string | null;
  /** The id that the cookie of the response names, once a session was opened. */
  opened: string | null;
  live: SessionRecord | null;
  /** Where NextAuth will lead to, as the application's own `redirect` allows it. */
  returnTo: string | null;
  /** The second step is owed: the person is led to the code page. */
  isOwed: boolean;
  /** No session comes of a call without one. */
  grant: Grant | null;
};

export function newVisit(): Visit {
  return { cameWith: null, opened: null, live: null, returnTo: null, isOwed: false, grant: null };
}
