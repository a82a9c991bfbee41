import { getToken, type JWT } from "next-auth/jwt";
import type { ReaderConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";

/** Our one claim in NextAuth's token: the opaque id of the session's row. The application's callbacks never see it. */
export const claim = "countersign";

export function claimIn(token: JWT): string | null {
  return typeof token[claim] === "string" ? token[claim] : null;
}

/** What NextAuth's session cookie seals, or null where there is none, or one that is forged, foreign or expired. */
export async function readToken(own: SessionSettings, read: ReaderConfig): Promise<JWT | null> {
  const given = await cookieOf(own, read);
  const decode = own.jwt?.decode;
  return given && getToken({ ...given, secret: own.secret ?? read.secret, ...(decode && { decode }) });
}

/** The cookie's value as it is: of a database session, its token. */
export async function readRaw(own: SessionSettings, read: ReaderConfig): Promise<string | null> {
  const given = await cookieOf(own, read);
  return given && getToken({ ...given, raw: true });
}

async function cookieOf(own: SessionSettings, read: ReaderConfig) {
  const cookieName = own.cookies?.sessionToken?.name ?? defaultName(own.useSecureCookies ?? read.secureCookies);
  const cookie = await read.cookieHeader();
  return cookie?.includes(cookieName) ? { cookieName, req: { headers: { cookie } } } : null;
}

/** As NextAuth names it where the application does not. */
function defaultName(isSecure: boolean): string {
  return `${isSecure ? "__Secure-" : ""}authjs.session-token`;
}
