import type { SealedFor } from "@/lib/two-factor/core/message/records";
import type { Ports } from "@/lib/two-factor/flows/ports";

type Place = { tokenHash: string; accountId: string };

/** What the first step brought and the second has to know, as the row of the pending sign-in keeps it. */
export function sealCarried({ sealer }: Ports, carried: string | undefined, place: Place): string | null {
  return carried === undefined ? null : sealer.seal(carried, ownerOf(place));
}

/** Throws TwoFactorFault for a text that was not sealed here for this pending sign-in. */
export function openCarried({ sealer }: Ports, sealed: string | null, place: Place): string | null {
  return sealed === null ? null : sealer.unseal(sealed, ownerOf(place));
}

// Bound to the token, which is new with each first step; no message's row has such an id.
function ownerOf({ tokenHash, accountId }: Place): SealedFor {
  return { rowId: `first step of ${tokenHash}`, accountId };
}
