import { adoptedToken } from "@/lib/two-factor/next-auth/earlier-sessions";
import type { ReaderConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";
import { claimIn, readRaw, readToken } from "@/lib/two-factor/next-auth/session-cookie";
import { isDatabaseStrategy } from "@/lib/two-factor/next-auth/session-settings";
import { storedSession } from "@/lib/two-factor/next-auth/stored-session";

/**
 * Reads the opaque id of this browser's session out of NextAuth's cookie: it says which row to read, and grants nothing.
 * Null for a forged, foreign or expired cookie, and for a database session that the application has deleted.
 */
export function createSessionIdReader(own: SessionSettings, config: () => ReaderConfig) {
  return async (): Promise<string | null> => {
    const read = config();
    if (isDatabaseStrategy(own)) {
      const sessionToken = await readRaw(own, read);
      return sessionToken && (await storedSession(own, read, sessionToken)) && sessionToken;
    }
    const token = await readToken(own, read);
    return token && (claimIn(token) ?? (await adoptedToken(own, read, token))?.sessionId ?? null);
  };
}
