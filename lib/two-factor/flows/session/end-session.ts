import type { RequestContext } from "@/lib/two-factor/core/request";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** Ends a session for good. A copy of its cookie is worth nothing afterwards. */
export function endSession(
  ports: Ports,
  input: { sessionId: string; because: "sign-out" | "revoked"; context: RequestContext },
): Promise<void> {
  const { sessionId, because, context } = input;
  return ports.store.revokeSession({ idHash: ports.hash(sessionId), because, context });
}
