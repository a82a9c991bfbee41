import type { Refused } from "@/lib/two-factor/core/refusal";
import { findPendingSignIn, type PendingInput } from "@/lib/two-factor/flows/pending-sign-in";
import { type CodeView, viewCode } from "@/lib/two-factor/flows/view-code";
import type { Ports } from "@/lib/two-factor/ports";

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
  // A code that was answered belongs to an earlier sign-in of this browser: this one has none yet.
  const challenge = found.challenge?.state === "answered" ? null : found.challenge;
  return { ok: true, ...(await viewCode(ports, found.protection, challenge)), returnPath: found.pending.returnPath };
}
