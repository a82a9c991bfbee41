/** Names and attributes of the add-on's cookies. On https they carry the `__Host-` prefix (RFC 6265bis section 4.1.3.2). */
export type CookieName = "browser" | "pending" | "session" | "draft";

export function cookieName(name: CookieName, secure: boolean): string {
  return `${secure ? "__Host-" : ""}countersign.${name}`;
}

export function cookieOptions(secure: boolean) {
  return { httpOnly: true, secure, path: "/", sameSite: "lax" as const };
}

/** The browser cookie outlives sessions: it ties challenges to one browser and backs device-cookie throttling. */
export const browserCookieDays = 400;

const browserTokenForm = /^[A-Za-z0-9_-]{43}$/;

/** A value we could have made ourselves; anything else is replaced. */
export function isBrowserToken(value: string | undefined): value is string {
  return value !== undefined && browserTokenForm.test(value);
}
