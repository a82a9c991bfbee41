import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { refusalToAnswer } from "@/lib/two-factor/flows/factor/answer-challenge";
import { preferring } from "@/lib/two-factor/flows/factor/ways";
import type { Ports, Store } from "@/lib/two-factor/flows/ports";

/** What a browser shows of its pending sign-in: the opaque cookie and the request it came with. */
export type PendingInput = { pendingToken: string | null; context: RequestContext };

/**
 * The open pending sign-in of this cookie and this browser, or null. A stolen cookie alone finds nothing. Its account
 * is asked for what this sign-in switched to.
 */
export async function findPendingSignIn(ports: Ports, input: PendingInput): ReturnType<Store["findPendingSignIn"]> {
  if (!input.pendingToken) return null;
  const { browserHash } = input.context;
  const found = await ports.store.findPendingSignIn({ tokenHash: ports.hash(input.pendingToken), browserHash });
  if (!found) return null;
  // A code that was answered belongs to an earlier sign-in of this browser: this one has none yet.
  const challenge = found.challenge?.state === "answered" ? null : found.challenge;
  return { ...found, challenge, protection: preferring(found.protection, found.pending.factor) };
}

/** Something changed between looking and acting; a second look says what. */
export async function whatHappened(ports: Ports, input: PendingInput): Promise<Refusal> {
  const now = await findPendingSignIn(ports, input);
  if (!now) return { code: "not-pending" };
  return refusalToAnswer(ports, now.protection, now.challenge) ?? { code: "no-code" };
}
