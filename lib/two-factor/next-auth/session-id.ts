import { getToken } from "next-auth/jwt";

/**
 * Reads the opaque session id out of NextAuth's cookie without asking the database. It says which row to read, nothing more.
 * A forged, foreign or expired cookie reads as null.
 */
export function createSessionIdReader(config: { secret: string; cookieName: string; secureCookies: boolean }) {
  return async (cookieHeader: string | null): Promise<string | null> => {
    if (!cookieHeader?.includes(config.cookieName)) return null;
    const token = await getToken({
      req: { headers: { cookie: cookieHeader } },
      secret: config.secret,
      cookieName: config.cookieName,
      secureCookie: config.secureCookies,
    });
    return typeof token?.sid === "string" ? token.sid : null;
  };
}
