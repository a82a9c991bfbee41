import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { Sealed } from "@/lib/two-factor/core/approval/approval";
import type { SensitiveActions } from "@/lib/two-factor/flows/action/sensitive-action";

/** Stands for the id of an authenticator where there is none: somebody claims this address, and nobody proved it yet. */
export const unproved = "to-be-proved";

/** The account as the code of this approval sees it: with the one address that is to be proved, or with its own. */
export function reachedFor(
  { actions }: { actions: SensitiveActions },
  { action, sealed }: { action: string; sealed: Sealed | null },
  protection: Protection,
): Protection {
  const destination = sealed && actions.get(action)?.codeTo?.(sealed);
  if (!destination) return protection;
  return { ...protection, preferredChannel: null, authenticators: [{ id: unproved, ...destination }] };
}
