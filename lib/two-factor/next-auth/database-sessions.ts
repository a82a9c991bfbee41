import { randomUUID } from "node:crypto";
import type { Adapter } from "next-auth/adapters";
import { encode, type JWTEncodeParams } from "next-auth/jwt";
import type { Call, Strategy } from "@/lib/two-factor/next-auth/call";
import { openGranted } from "@/lib/two-factor/next-auth/open-session";
import { expiresAfter } from "@/lib/two-factor/next-auth/session-settings";
import { paramsAtSignIn, shapedToken } from "@/lib/two-factor/next-auth/sign-in-callbacks";
import { deleteStored, storedSession } from "@/lib/two-factor/next-auth/stored-session";

/**
 * Sessions in the application's own table, with our row beside each under the hash of its token. NextAuth makes them through
 * the adapter, but for Credentials providers, of which the second step is one: there the token that it asks us to encode
 * becomes the session.
 */
export function databaseSessions(call: Call): Strategy {
  const { own, visit } = call;
  const adapter = watchedAdapter(call, own.adapter ?? {});
  return {
    adapter,
    tokenCallback: async (params) => {
      visit.opening = { sessionId: null, userId: params.user.id };
      const given = await paramsAtSignIn(call, params);
      // Of other providers NextAuth makes no token here, and asks no callback for it.
      return isOfCredentials(call) ? shapedToken(call, given) : given.token;
    },
    jwt: {
      encode: (params) => (visit.opening ? sessionTokenOf(call, adapter, params) : (own.jwt?.encode ?? encode)(params)),
    },
    events: {},
  };
}

function watchedAdapter(call: Call, own: Adapter): Adapter {
  const { gate, visit } = call;
  return {
    ...own,
    createSession: async (session) => {
      const made = await own.createSession?.(session);
      if (!made) throw new Error("The adapter made no session");
      await openOrDelete(call, session);
      return made;
    },
    getSessionAndUser: async (sessionToken) => {
      const stored = await storedSession(call.own, gate, sessionToken);
      visit.live = stored?.live ?? null;
      if (!stored) await deleteStored(own, sessionToken);
      return stored;
    },
    deleteSession: async (sessionToken) => {
      const context = await gate.browser.context();
      await gate.twoFactor.endSession({ sessionId: sessionToken, because: "sign-out", context });
      return (await own.deleteSession?.(sessionToken)) ?? null;
    },
  };
}

/** No session of the application without a row of ours: where that is refused, nothing stays. */
async function openOrDelete(call: Call, session: { sessionToken: string; userId: string }): Promise<void> {
  const { sessionToken, userId } = session;
  try {
    await openGranted(call, { sessionId: sessionToken, userId });
  } catch (error) {
    await deleteStored(call.own.adapter ?? {}, sessionToken);
    throw error;
  }
}

function isOfCredentials({ visit }: Call): boolean {
  return !visit.finished || visit.finished.account.type === "credentials";
}

/**
 * The cookie of a session that begins at a Credentials provider. Where the application makes such sessions itself, in
 * `jwt.encode` since NextAuth leaves it no other way, it does so for its own providers here too.
 */
async function sessionTokenOf(call: Call, adapter: Adapter, params: JWTEncodeParams): Promise<string> {
  const { own, visit } = call;
  const userId = visit.opening?.userId ?? "";
  if (own.jwt?.encode && isOfCredentials(call)) {
    const sessionToken = await own.jwt.encode(params);
    await openOrDelete(call, { sessionToken, userId });
    return sessionToken;
  }
  const sessionToken = own.session?.generateSessionToken?.() ?? randomUUID();
  await adapter.createSession?.({ sessionToken, userId, expires: expiresAfter(own) });
  return sessionToken;
}
