import { getToken } from "next-auth/jwt";
import type { GateConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";
import { claim } from "@/lib/two-factor/next-auth/session-claim";

type ReaderConfig = Pick<GateConfig, "cookieHeader" | "secret" | "secureCookies">;

/**
 * Reads the opaque session id out of NextAuth's cookie without asking the database. It says which row to read, nothing more.
 * A forged, foreign or expired cookie reads as null.
 */
export function createSessionIdReader(own: SessionSettings, config: () => ReaderConfig) {
  return async (): Promise<string | null> => {
    const { cookieHeader, secret, secureCookies } = config();
    const cookieName = own.cookies?.sessionToken?.name ?? defaultName(own.useSecureCookies ?? secureCookies);
    const cookie = await cookieHeader();
    if (!cookie?.includes(cookieName)) return null;
    const token = await getToken({
      req: { headers: { cookie } },
      secret: own.secret ?? secret,
      cookieName,
      ...(own.jwt?.decode && { decode: own.jwt.decode }),
    });
    return typeof token?.[claim] === "string" ? token[claim] : null;
  };
}

/** As NextAuth names it where the application does not. */
function defaultName(isSecure: boolean): string {
  return `${isSecure ? "__Secure-" : ""}authjs.session-token`;
}
