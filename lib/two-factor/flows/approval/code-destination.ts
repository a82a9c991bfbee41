import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { Sealed } from "@/lib/two-factor/core/approval/approval";
import type { SensitiveActions } from "@/lib/two-factor/flows/action/sensitive-action";
import { factorNamed } from "@/lib/two-factor/flows/factor/ways";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** The account as the code of this approval sees it: with the one address that is to be proved, or with its own. */
export function reachedFor(
  { actions, ...ports }: Pick<Ports, "factors"> & { actions: SensitiveActions },
  { action, sealed }: { action: string; sealed: Sealed | null },
  protection: Protection,
): Protection {
  const claim = sealed && actions.get(action)?.codeTo?.(sealed);
  if (!claim) return protection;
  const factor = factorNamed(ports, claim.factor);
  return { ...protection, preferredFactor: null, authenticators: factor ? [factor.enrol(claim.address)] : [] };
}
