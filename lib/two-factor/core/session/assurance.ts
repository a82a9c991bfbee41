import type { AuthenticationMethod, Channel } from "@/lib/two-factor/core/words";

/**
 * What proving a code adds to `amr` (RFC 8176), after whatever the first step proved:
 *
 * | channel | adds                | why                                                                           |
 * | ------- | ------------------- | ----------------------------------------------------------------------------- |
 * | email   | `mca`, `email_code` | A second channel, not a second factor: a mailbox often opens with a password. |
 * |         |                     | The RFC has no value for e-mail, so `email_code` is our own. Never `mfa`.     |
 * | sms     | `sms`, `mfa`        | Something held (the SIM); restricted by NIST SP 800-63B-4 section 3.2.9.      |
 */
const methodsOfChannel = {
  email: ["mca", "email_code"],
  sms: ["sms", "mfa"],
} as const satisfies Record<Channel, readonly AuthenticationMethod[]>;

/** Own names for the authentication context (OpenID Connect `acr`): no standard level is claimed. */
const acrValues = {
  password: "urn:countersign:acr:password",
  twoStep: "urn:countersign:acr:two-step",
} as const;

export type Assurance = { amr: AuthenticationMethod[]; acr: string };

/** How a session is proved by the first step alone. */
export function assuranceOfFirstStep(firstStep: readonly AuthenticationMethod[]): Assurance {
  return { amr: [...firstStep], acr: acrValues.password };
}

/** How a session is proved by the first step and a code that travelled on `channel`. */
export function assuranceOfCode(firstStep: readonly AuthenticationMethod[], channel: Channel): Assurance {
  return { amr: [...firstStep, ...methodsOfChannel[channel]], acr: acrValues.twoStep };
}
