import type { NextAuthConfig } from "next-auth";
import { decode, encode, type JWT } from "next-auth/jwt";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { openSession } from "@/lib/two-factor/next-auth/open-session";
import { claim } from "@/lib/two-factor/next-auth/session-claim";
import { sessionCallback } from "@/lib/two-factor/next-auth/session-view";

type Callbacks = NonNullable<NextAuthConfig["callbacks"]>;
type Composed = Pick<NextAuthConfig, "session" | "jwt" | "events"> & { callbacks: Callbacks };

/**
 * Sessions in NextAuth's encrypted token, with the application's own claims in it. What the session grants is read from our
 * row, each time: an "update" that a client posts reaches the application's callback and nothing of ours.
 */
export function tokenSessions(call: Call): Composed {
  const { own, gate, visit } = call;
  return {
    session: sessionOptions(call),
    jwt: {
      ...own.jwt,
      encode: (params) => {
        const token = { ...params.token, [claim]: visit.opened ?? visit.cameWith };
        return (own.jwt?.encode ?? encode)({ ...params, token });
      },
      decode: async (params) => {
        const token = await (own.jwt?.decode ?? decode)(params);
        if (!token) return null;
        const { [claim]: id, ...rest } = token;
        visit.cameWith = typeof id === "string" ? id : null;
        return rest;
      },
    },
    callbacks: { jwt: tokenCallback(call), session: sessionCallback(call) },
    events: {
      ...own.events,
      signOut: async (message) => {
        await own.events?.signOut?.(message);
        const [sessionId, context] = [visit.cameWith, await gate.browser.context()];
        if (sessionId) await gate.twoFactor.endSession({ sessionId, because: "sign-out", context });
      },
    },
  };
}

function sessionOptions({ own, gate }: Call): NonNullable<NextAuthConfig["session"]> {
  const maxAge = gate.twoFactor.limits.session.lifetimeHours * 3600;
  return { ...own.session, ...(gate.sessionLifetime === "countersign" && { maxAge }) };
}

function tokenCallback(call: Call): NonNullable<Callbacks["jwt"]> {
  const { own, gate, visit } = call;
  return async (params) => {
    const ownToken = async (): Promise<JWT | null> => (own.callbacks?.jwt ? own.callbacks.jwt(params) : params.token);
    if (params.trigger === "signIn" || params.trigger === "signUp") {
      const token = await ownToken();
      if (token) visit.opened = await openSession(call, params.user.id);
      return token;
    }
    visit.live = visit.cameWith ? await gate.twoFactor.readSession({ sessionId: visit.cameWith }) : null;
    return visit.live && ownToken();
  };
}
