import { decode, encode, type JWT } from "next-auth/jwt";
import type { Call, Strategy, TokenCallback } from "@/lib/two-factor/next-auth/call";
import { adoptedToken } from "@/lib/two-factor/next-auth/earlier-sessions";
import { openGranted } from "@/lib/two-factor/next-auth/open-session";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";
import { claim, claimIn } from "@/lib/two-factor/next-auth/session-cookie";
import { paramsAtSignIn, shapedToken } from "@/lib/two-factor/next-auth/sign-in-callbacks";

/**
 * Sessions in NextAuth's encrypted token, with the application's own claims in it. What the session grants is read from our
 * row, each time: an "update" that a client posts reaches the application's callback and nothing of ours.
 */
export function tokenSessions(call: Call): Strategy {
  const { own, gate, visit } = call;
  return {
    tokenCallback: tokenCallback(call),
    jwt: {
      encode: async (params) => {
        const sessionId = visit.opening?.sessionId ?? visit.cameWith;
        const cookie = await (own.jwt?.encode ?? encode)({ ...params, token: { ...params.token, [claim]: sessionId } });
        // The last thing that can fail: until here the code is as good as before, and no session is open.
        if (visit.opening) await openGranted(call, { ...visit.opening, sessionId: visit.opening.sessionId ?? "" });
        return cookie;
      },
      decode: async (params) => {
        const token = await (own.jwt?.decode ?? decode)(params);
        if (!token || visit.hidesSession) return null;
        const { [claim]: _, ...rest } = token;
        visit.cameWith = claimIn(token) ?? visit.cameWith;
        return rest;
      },
    },
    events: {
      signOut: async (message) => {
        await own.events?.signOut?.(message);
        const token = "token" in message ? message.token : null;
        const sessionId = visit.cameWith ?? (token && (await adoptedToken(own, gate, token))?.sessionId);
        const context = await gate.browser.context();
        if (sessionId) await gate.twoFactor.endSession({ sessionId, because: "sign-out", context });
      },
    },
  };
}

function tokenCallback(call: Call): TokenCallback {
  return async (params) => {
    if (params.trigger === "signIn" || params.trigger === "signUp") return tokenAtSignIn(call, params);
    await readLive(call, params.token);
    return call.visit.live && shapedToken(call, params);
  };
}

async function tokenAtSignIn(call: Call, params: Parameters<TokenCallback>[0]): Promise<JWT | null> {
  const { gate, visit } = call;
  const { grant } = visit;
  const userId = params.user.id;
  if (grant?.by !== "session") visit.opening = { sessionId: gate.twoFactor.newSessionId(), userId };
  else if (grant.accountId !== userId) throw new RefusedSignIn({ code: "not-pending" });
  return shapedToken(call, await paramsAtSignIn(call, params));
}

async function readLive({ own, gate, visit }: Call, token: JWT): Promise<void> {
  if (visit.cameWith) {
    visit.live = await gate.twoFactor.readSession({ sessionId: visit.cameWith });
    return;
  }
  const adopted = await adoptedToken(own, gate, token);
  visit.live = adopted?.live ?? null;
  visit.cameWith = adopted?.sessionId ?? null;
}
