import type { Account } from "next-auth";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

/** What the first step proved (RFC 8176): a password for a Credentials provider. How another site signed its people in is not ours to claim. */
export function methodsOfFirstStep(account: Pick<Account, "type"> | null | undefined): AuthenticationMethod[] {
  return account?.type === "credentials" ? ["pwd"] : [];
}
