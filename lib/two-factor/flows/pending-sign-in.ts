import type { Ports, RequestContext, Store } from "@/lib/two-factor/ports";

/** What a browser shows of its pending sign-in: the opaque cookie and the request it came with. */
export type PendingInput = { pendingToken: string | null; context: RequestContext };

/** The open pending sign-in of this cookie and this browser, or null. A stolen cookie alone finds nothing. */
export async function findPendingSignIn(ports: Ports, input: PendingInput): ReturnType<Store["findPendingSignIn"]> {
  if (!input.pendingToken) return null;
  const { browserHash } = input.context;
  return ports.store.findPendingSignIn({ tokenHash: ports.hash(input.pendingToken), browserHash });
}
