import { cookies } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { isLocale, localeCookie, localeCookieOptions } from "@/lib/host/language/locale";
import { passwordStep } from "@/lib/host/password/password-step";
import { env } from "@/lib/host/server/env";
import { browser, currentSessionId, twoFactor } from "@/lib/host/two-factor";
import { cookieName, cookieOptions } from "@/lib/two-factor/next/index";
import { withTwoFactor } from "@/lib/two-factor/next-auth/index";

/** Told by its `code` alone; NextAuth shows it to plain clients in the redirect. */
export class RefusedPassword extends CredentialsSignin {
  readonly retryAfterSeconds: number | undefined;
  constructor(code: string, retryAfterSeconds?: number) {
    super();
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const password = Credentials({
  id: "password",
  name: "Password",
  credentials: { email: { label: "Email", type: "email" }, password: { label: "Password", type: "password" } },
  authorize: async ({ email, password }) => {
    const step = await passwordStep({ email, password }, await browser().context());
    if (step.ok) {
      await followLanguageOf(step);
      return { id: step.accountId, accountVersion: step.accountVersion };
    }
    throw new RefusedPassword(step.code, "retryAfterSeconds" in step ? step.retryAfterSeconds : undefined);
  },
});

// From here on pages and messages are in the person's language, whatever the browser asked for before.
async function followLanguageOf({ locale }: { locale: string | null }): Promise<void> {
  if (isLocale(locale)) (await cookies()).set(localeCookie, locale, localeCookieOptions());
}

/** The application's own configuration, as it was before the add-on. */
function authConfig(): NextAuthConfig {
  return {
    providers: [password],
    secret: env().AUTH_SECRET,
    trustHost: true,
    useSecureCookies: env().secureCookies,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

const nextAuth = NextAuth(() =>
  withTwoFactor(authConfig(), () => ({
    twoFactor: twoFactor(),
    browser: browser(),
    currentSessionId,
    sessionCookie: {
      name: cookieName("session", env().secureCookies),
      options: cookieOptions(env().secureCookies),
    },
  })),
);

export const { handlers, signIn } = nextAuth;

/**
 * Ends the row of this browser's session, then its cookie. NextAuth swallows what its event throws: a row that could not
 * be ended would outlive the cookie, and a copy of it with it.
 */
export async function endOwnSession(): Promise<void> {
  const [sessionId, context] = [await currentSessionId(), await browser().context()];
  if (sessionId) await twoFactor().endSession({ sessionId, because: "sign-out", context });
  await nextAuth.signOut({ redirect: false });
}
