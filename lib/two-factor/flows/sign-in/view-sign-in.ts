import type { Refused } from "@/lib/two-factor/core/refusal";
import { type ChallengeView, viewChallenge } from "@/lib/two-factor/flows/factor/view-challenge";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { findPendingSignIn, type PendingInput } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

/** Everything the code page may know. */
export type SignInView = ChallengeView & {
  ok: true;
  /** Where the person was going: an own path. */
  returnPath: string;
};

/** The pending sign-in of this browser as its code page shows it. Changes nothing. */
export async function viewSignIn(ports: Ports, input: PendingInput): Promise<SignInView | Refused<"not-pending">> {
  const found = await findPendingSignIn(ports, input);
  if (!found) return { ok: false, refusal: { code: "not-pending" } };
  const { pending, protection, challenge } = found;
  const view = await viewChallenge(ports, { purpose: "sign-in", protection, challenge });
  return { ok: true, ...view, returnPath: pending.returnPath };
}
