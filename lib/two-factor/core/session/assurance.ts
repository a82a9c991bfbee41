import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

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
 * How a session is proved by the first step and a factor, which says itself what it adds to `amr` (RFC 8176). What proves
 * neither another channel nor another factor is no second step, such as a code to the mailbox that a link was sent to.
 */
export function assuranceOfTwoSteps(
  firstStep: readonly AuthenticationMethod[],
  adds: readonly AuthenticationMethod[],
): Assurance {
  const isSecondStep = adds.includes("mca") || adds.includes("mfa");
  return { amr: [...firstStep, ...adds], acr: isSecondStep ? acrValues.twoStep : acrOfFirstStep(firstStep) };
}

function acrOfFirstStep(firstStep: readonly AuthenticationMethod[]): string {
  if (firstStep.includes("pwd")) return acrValues.password;
  return firstStep.includes("email_link") ? acrValues.emailLink : acrValues.firstStep;
}
