import type { Authenticator } from "@/lib/two-factor/core/factor/records";
import { maskPhone } from "@/lib/two-factor/core/message/mask";
import { type AuthenticationMethod, purposes } from "@/lib/two-factor/core/words";

export const facts = { name: "sms", channel: "sms", purposes, isGuessable: true } as const;

/**
 * What a code adds to `amr` (RFC 8176). After a password it is a second factor, since the SIM is held (restricted by NIST SP
 * 800-63B-4 section 3.2.9). After anything else two factors are not certain: another site may have sent an SMS itself.
 */
export function adds(firstStep: readonly AuthenticationMethod[]): AuthenticationMethod[] {
  return ["sms", firstStep.includes("pwd") ? "mfa" : "mca"];
}

export function mask({ address }: Authenticator): string | null {
  return address === null ? null : maskPhone(address);
}
