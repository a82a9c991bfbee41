import { bindingOfSignIn } from "@/lib/two-factor/core/code/binding";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { beginChallenge } from "@/lib/two-factor/flows/factor/begin-challenge";
import { findOtherWay, preferring } from "@/lib/two-factor/flows/factor/ways";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { findPendingSignIn, type PendingInput } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

/**
 * Sends a new code for the pending sign-in of this browser the other way. Which way that is, its row says and no request;
 * for the rest it is a send like any other.
 */
export async function switchSignInChannel(ports: Ports, input: PendingInput): Promise<{ ok: true } | Refused> {
  const found = await findPendingSignIn(ports, input);
  if (!found) return { ok: false, refusal: { code: "not-pending" } };
  const { pending, protection, challenge } = found;
  const other = findOtherWay(ports, protection, { purpose: "sign-in", challenge });
  if (!other) return { ok: false, refusal: { code: "no-other-channel" } };
  const { context } = input;
  const binding = bindingOfSignIn(context.browserHash);
  return beginChallenge(
    ports,
    { protection: preferring(protection, other.factor.name), binding, context },
    (challenge) => ports.store.switchChannel({ pendingSignInId: pending.id, challenge, context }),
  );
}
