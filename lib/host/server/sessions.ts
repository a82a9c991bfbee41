import { env } from "@/lib/host/server/env";
import { cookieName, cookieOptions } from "@/lib/two-factor/next/index";
import type { SessionSettings } from "@/lib/two-factor/next-auth/index";

/** How NextAuth keeps sessions here; the rest of its configuration is in auth.ts. */
export function sessionSettings(): SessionSettings {
  const { AUTH_SECRET: secret, secureCookies } = env();
  const sessionToken = { name: cookieName("session", secureCookies), options: cookieOptions(secureCookies) };
  return { secret, useSecureCookies: secureCookies, cookies: { sessionToken } };
}
