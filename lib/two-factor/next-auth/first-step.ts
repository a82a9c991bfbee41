import type { Account, User } from "next-auth";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

/** What the first step proved (RFC 8176): a password for a Credentials provider. How another site signed its people in is not ours to claim. */
export function methodsOfFirstStep(account: Pick<Account, "type"> | null | undefined): AuthenticationMethod[] {
  return account?.type === "credentials" ? ["pwd"] : [];
}

/** Under which version of the account the first step compared, where its provider says so. */
export function accountVersionOf(user: User): { accountVersion?: number } {
  return "accountVersion" in user && typeof user.accountVersion === "number"
    ? { accountVersion: user.accountVersion }
    : {};
}
