import { bindingOfSignIn } from "@/lib/two-factor/core/code/binding";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { beginChallenge } from "@/lib/two-factor/flows/factor/begin-challenge";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { findPendingSignIn, type PendingInput } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

/** Sends a new code for the pending sign-in of this browser; the one before it ends. No wrong answer is forgotten by it. */
export async function sendSignInCodeAgain(ports: Ports, input: PendingInput): Promise<{ ok: true } | Refused> {
  const found = await findPendingSignIn(ports, input);
  if (!found) return { ok: false, refusal: { code: "not-pending" } };
  const { context } = input;
  return beginChallenge(ports, {
    protection: found.protection,
    binding: bindingOfSignIn(context.browserHash),
    context,
  });
}
