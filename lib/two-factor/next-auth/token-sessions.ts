import type { NextAuthConfig } from "next-auth";
import { decode, encode, type JWT } from "next-auth/jwt";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { finishFirstStep } from "@/lib/two-factor/next-auth/finish-first-step";
import { openGranted } from "@/lib/two-factor/next-auth/open-session";
import { claim } from "@/lib/two-factor/next-auth/session-claim";
import { sessionCallback } from "@/lib/two-factor/next-auth/session-view";

type Callbacks = NonNullable<NextAuthConfig["callbacks"]>;
type TokenCallback = NonNullable<Callbacks["jwt"]>;
type Composed = Pick<NextAuthConfig, "session" | "jwt" | "events"> & { callbacks: Callbacks };

/**
 * Sessions in NextAuth's encrypted token, with the application's own claims in it. What the session grants is read from our
 * row, each time: an "update" that a client posts reaches the application's callback and nothing of ours.
 */
export function tokenSessions(call: Call): Composed {
  return {
    session: sessionOptions(call),
    jwt: { ...call.own.jwt, ...sealing(call) },
    callbacks: { jwt: tokenCallback(call), session: sessionCallback(call) },
    events: { ...call.own.events, ...sessionEvents(call) },
  };
}

function sessionOptions({ own, gate }: Call): NonNullable<NextAuthConfig["session"]> {
  const maxAge = gate.twoFactor.limits.session.lifetimeHours * 3600;
  return { ...own.session, ...(gate.sessionLifetime === "countersign" && { maxAge }) };
}

function sealing(call: Call): Required<Pick<NonNullable<NextAuthConfig["jwt"]>, "encode" | "decode">> {
  const { own, visit } = call;
  return {
    encode: async (params) => {
      const { opening } = visit;
      const token = { ...params.token, [claim]: opening?.sessionId ?? visit.cameWith };
      const cookie = await (own.jwt?.encode ?? encode)({ ...params, token });
      // The last thing that can fail: until here the code is as good as before, and no session is open.
      if (opening) await openGranted(call, opening);
      return cookie;
    },
    decode: async (params) => {
      const token = await (own.jwt?.decode ?? decode)(params);
      if (!token) return null;
      const { [claim]: id, ...rest } = token;
      visit.cameWith = typeof id === "string" ? id : null;
      return rest;
    },
  };
}

function tokenCallback(call: Call): TokenCallback {
  const { own, gate, visit } = call;
  const shaped = async (params: Parameters<TokenCallback>[0]): Promise<JWT | null> =>
    own.callbacks?.jwt ? own.callbacks.jwt(params) : params.token;
  return async (params) => {
    if (params.trigger === "signIn" || params.trigger === "signUp") {
      visit.opening = { sessionId: gate.twoFactor.newSessionId(), userId: params.user.id };
      return shaped({ ...params, ...(await finished(call)) });
    }
    visit.live = visit.cameWith ? await gate.twoFactor.readSession({ sessionId: visit.cameWith }) : null;
    return visit.live && shaped(params);
  };
}

/** What the application's callback is given for a right code: the first step that it belongs to. */
async function finished(call: Call): Promise<Pick<Parameters<TokenCallback>[0], "token" | "user"> | null> {
  const { grant } = call.visit;
  if (grant?.by !== "second-step" || !grant.first) return null;
  const step = await finishFirstStep(call, grant.answered.accountId, grant.first);
  call.visit.finished = step;
  const { id, name, email, image } = step.user;
  return { ...step, token: { name: name ?? null, email: email ?? null, picture: image ?? null, sub: id } };
}

function sessionEvents({ own, gate, visit }: Call): NonNullable<NextAuthConfig["events"]> {
  return {
    signIn: async (message) => {
      const step = visit.finished;
      const isNewUser = step && step.account.type !== "credentials" ? { isNewUser: false } : {};
      await own.events?.signIn?.(step ? { ...step, ...isNewUser } : message);
    },
    signOut: async (message) => {
      await own.events?.signOut?.(message);
      const [sessionId, context] = [visit.cameWith, await gate.browser.context()];
      if (sessionId) await gate.twoFactor.endSession({ sessionId, because: "sign-out", context });
    },
  };
}
