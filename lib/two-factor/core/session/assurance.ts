import type { AuthenticationMethod, Channel } from "@/lib/two-factor/core/words";

/** Own names for the authentication context (OpenID Connect `acr`): no standard level is claimed. */
const acrValues = {
  password: "urn:countersign:acr:password",
  emailLink: "urn:countersign:acr:email-link",
  /** Somebody else accepted it, such as another site, and we do not know how. */
  firstStep: "urn:countersign:acr:first-step",
  twoStep: "urn:countersign:acr:two-step",
} as const;

export type Assurance = { amr: AuthenticationMethod[]; acr: string };

/** How a session is proved by the first step alone. */
export function assuranceOfFirstStep(firstStep: readonly AuthenticationMethod[]): Assurance {
  return { amr: [...firstStep], acr: acrOfFirstStep(firstStep) };
}

/**
 * How a session is proved by the first step and a code that travelled on `channel`. What the code adds to `amr` (RFC 8176):
 *
 * | first step   | by e-mail           | by SMS       | why                                                             |
 * | ------------ | ------------------- | ------------ | --------------------------------------------------------------- |
 * | a password   | `mca`, `email_code` | `sms`, `mfa` | A mailbox often opens with a password: a second channel, not a  |
 * |              |                     |              | second factor. The SIM is held, which is one (63B-4, 3.2.9).    |
 * | e-mail link  | `email_code`        | `sms`, `mca` | Link and code opened the same mailbox: nothing more was proved. |
 * | another site | `mca`, `email_code` | `sms`, `mca` | It may have sent a text itself: two factors are not certain.    |
 */
export function assuranceOfCode(firstStep: readonly AuthenticationMethod[], channel: Channel): Assurance {
  const isSameMailbox = channel === "email" && firstStep.includes("email_link");
  return {
    amr: [...firstStep, ...methodsOfCode(firstStep, channel)],
    acr: isSameMailbox ? acrValues.emailLink : acrValues.twoStep,
  };
}

function methodsOfCode(firstStep: readonly AuthenticationMethod[], channel: Channel): AuthenticationMethod[] {
  if (channel === "sms") return ["sms", firstStep.includes("pwd") ? "mfa" : "mca"];
  return firstStep.includes("email_link") ? ["email_code"] : ["mca", "email_code"];
}

function acrOfFirstStep(firstStep: readonly AuthenticationMethod[]): string {
  if (firstStep.includes("pwd")) return acrValues.password;
  return firstStep.includes("email_link") ? acrValues.emailLink : acrValues.firstStep;
}
