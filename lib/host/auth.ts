import { cookies } from "next/headers";
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { isLocale, localeCookie, localeCookieOptions } from "@/lib/host/language/locale";
import { passwordStep } from "@/lib/host/password/password-step";
import { sessionSettings } from "@/lib/host/server/sessions";
import { nextAuth, requestContext } from "@/lib/host/two-factor";

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
    const step = await passwordStep({ email, password }, await requestContext());
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

export const gate = nextAuth(authConfig);

export const { handlers, signIn, signOut } = NextAuth(gate.configure);
