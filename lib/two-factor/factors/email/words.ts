import type { Authenticator } from "@/lib/two-factor/core/factor/records";
import { maskEmail } from "@/lib/two-factor/core/message/mask";
import { type AuthenticationMethod, purposes } from "@/lib/two-factor/core/words";

export const facts = { name: "email", channel: "email", purposes, isGuessable: true } as const;

/**
 * What a code adds to `amr`: a second channel (`mca`), not a second factor, since a mailbox often opens with a password.
 * After a link by e-mail it adds not even that: link and code opened the same mailbox. RFC 8176 has no value for e-mail, so
 * `email_code` is our own. Never `mfa`.
 */
export function adds(firstStep: readonly AuthenticationMethod[]): AuthenticationMethod[] {
  return firstStep.includes("email_link") ? ["email_code"] : ["mca", "email_code"];
}

export function mask({ address }: Authenticator): string | null {
  return address === null ? null : maskEmail(address);
}
