import type { NextAuthConfig, User } from "next-auth";
import type { ProvedFirstStep } from "@/lib/two-factor/core/sign-in/first-step";
import type { FirstStep } from "@/lib/two-factor/next-auth/gate-config";
import { asksForPassword } from "@/lib/two-factor/next-auth/providers";

/**
 * What the first step proved (RFC 8176): a password where a Credentials provider asks for one, a link that came by e-mail.
 * How another site signed its people in is not ours to claim.
 */
export function provedBy(own: NextAuthConfig, { account: { type, provider } }: FirstStep): ProvedFirstStep {
  if (type === "email") return { amr: ["email_link"], provider };
  return { amr: type === "credentials" && asksForPassword(own, provider) ? ["pwd"] : [], provider };
}

/** Under which version of the account the first step compared, where its provider says so. */
export function accountVersionOf(user: User): { accountVersion?: number } {
  return "accountVersion" in user && typeof user.accountVersion === "number"
    ? { accountVersion: user.accountVersion }
    : {};
}
