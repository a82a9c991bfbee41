import type { Call } from "@/lib/two-factor/next-auth/call";
import { adoptedToken } from "@/lib/two-factor/next-auth/earlier-sessions";
import { claimIn, readRaw, readToken } from "@/lib/two-factor/next-auth/session-cookie";
import { isDatabaseStrategy } from "@/lib/two-factor/next-auth/session-settings";
import { storedSession } from "@/lib/two-factor/next-auth/stored-session";

/**
 * The adapter's user who is signed in while somebody signs in, to whom NextAuth would link a new provider. NextAuth takes
 * any token for a session that it can open; here the row has to be live too, and NextAuth is shown nothing else.
 */
export async function signedInUser({ own, gate }: Call): Promise<string | null> {
  if (isDatabaseStrategy(own)) {
    const sessionToken = await readRaw(own, gate);
    const stored = sessionToken ? await storedSession(own, gate, sessionToken) : null;
    return stored?.user.id ?? null;
  }
  const token = await readToken(own, gate);
  const user = token?.sub ? await own.adapter?.getUser?.(token.sub) : null;
  if (!token || !user) return null;
  const sessionId = claimIn(token);
  const live = sessionId
    ? await gate.twoFactor.readSession({ sessionId })
    : (await adoptedToken(own, gate, token))?.live;
  return live?.accountId === user.id ? user.id : null;
}
