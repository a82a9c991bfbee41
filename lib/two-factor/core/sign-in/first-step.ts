import type { AuditEventName } from "@/lib/two-factor/core/audit";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

/** What a first step proved, and what the trail calls the provider that accepted it, such as "google". */
export type ProvedFirstStep = { amr: AuthenticationMethod[]; provider?: string };

/** How the trail tells it: a password, a link that was opened, or the word of somebody who says nothing about it. */
export function eventOfFirstStep(amr: readonly AuthenticationMethod[]): AuditEventName {
  if (amr.includes("pwd")) return "authn_password_success";
  return amr.includes("email_link") ? "authn_link_success" : "authn_provider_success";
}
