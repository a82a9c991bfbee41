import type { NextRequest } from "next/server";
import type { NextAuthConfig } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { ProvedFirstStep } from "@/lib/two-factor/core/sign-in/first-step";
import type { AnsweredSignIn } from "@/lib/two-factor/flows/sign-in/answer-sign-in";
import type { FirstStep, GateConfig } from "@/lib/two-factor/next-auth/gate-config";

/** One call of NextAuth: the application's configuration, the gate's, the request where there is one, and what is known. */
export type Call = { own: NextAuthConfig; gate: GateConfig; request: NextRequest | undefined; visit: Visit };

/** What may become a session in this call: the gate let the first step through, or a code was right. */
export type Grant =
  /** `accountId` is null where the adapter is still to make the person. */
  | ({ by: "first-step"; accountId: string | null; accountVersion?: number } & ProvedFirstStep)
  /** `first` is null where the first step left nothing to be known. */
  | { by: "second-step"; answered: AnsweredSignIn; first: FirstStep | null }
  /** The session that is open goes on: a provider was linked to it. */
  | { by: "session"; accountId: string };

export type TokenCallback = NonNullable<NonNullable<NextAuthConfig["callbacks"]>["jwt"]>;

/** How sessions are kept, in the parts of NextAuth's configuration that differ. */
export type Strategy = {
  adapter?: Adapter;
  jwt: NonNullable<NextAuthConfig["jwt"]>;
  tokenCallback: TokenCallback;
  events: NonNullable<NextAuthConfig["events"]>;
};

/** What one call of NextAuth has learned so far. NextAuth asks for its configuration anew each time, so each has its own. */
export type Visit = {
  /** The opaque id in the cookie that the request came with. */
  cameWith: string | null;
  live: SessionRecord | null;
  /** Where NextAuth will lead to, as the application's own `redirect` allows it. */
  returnTo: string | null;
  /** The second step is owed: the person is led to the code page. */
  isOwed: boolean;
  /** No session comes of a call without one. */
  grant: Grant | null;
  /** The first step whose second was right just now, as the application's callbacks and events are told of it. */
  finished: FirstStep | null;
  /** A session is to be opened once its cookie is made; `sessionId` is null where the cookie itself will be the id. */
  opening: { sessionId: string | null; userId: string | undefined } | null;
  /** While somebody signs in, NextAuth is shown no session that is not live. */
  hidesSession: boolean;
};

export function newVisit(): Visit {
  return {
    ...{ cameWith: null, live: null, returnTo: null, isOwed: false },
    ...{ grant: null, finished: null, opening: null, hidesSession: false },
  };
}
