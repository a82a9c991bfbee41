import { cookies } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { isLocale, localeCookie, localeCookieOptions } from "@/lib/host/language/locale";
import { passwordStep } from "@/lib/host/password/password-step";
import { browser, currentSessionId, sessionCookie, sessionSettings, twoFactor } from "@/lib/host/two-factor";
import { createGate } from "@/lib/two-factor/next-auth/index";

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
    ...sessionSettings(),
    providers: [password],
    trustHost: true,
    pages: { signIn: "/sign-in", error: "/sign-in" },
    callbacks: { session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? "" } }) },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
  };
}

/** Between the password and the session. A day, and an hour without a request, is what our sessions last. */
export const gate = createGate(authConfig, () => ({
  ...sessionCookie(),
  twoFactor: twoFactor(),
  browser: browser(),
  codePage: "/verify",
  sessionLifetime: "countersign",
}));

const nextAuth = NextAuth(gate.configure);

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
