import type { Refused } from "@/lib/two-factor/core/refusal";
import { type CodeView, viewCode } from "@/lib/two-factor/flows/code/view-code";
import type { Ports } from "@/lib/two-factor/flows/ports";
import { findPendingSignIn, type PendingInput } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

/** Everything the code page may know. */
export type SignInView = CodeView & {
  ok: true;
  /** Where the person was going: an own path. */
  returnPath: string;
};

/** The pending sign-in of this browser as its code page shows it. Changes nothing. */
export async function viewSignIn(ports: Ports, input: PendingInput): Promise<SignInView | Refused<"not-pending">> {
  const found = await findPendingSignIn(ports, input);
  if (!found) return { ok: false, refusal: { code: "not-pending" } };
  const { pending, protection, challenge } = found;
  return { ok: true, ...(await viewCode(ports, protection, challenge)), returnPath: pending.returnPath };
}
