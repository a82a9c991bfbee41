import type { SessionRecord } from "@/lib/two-factor/core/session/records";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** The live session behind an opaque id, or null. Read it at every request: a revoked session ends at once. */
export function readSession(ports: Ports, input: { sessionId: string }): Promise<SessionRecord | null> {
  return ports.store.readSession(ports.hash(input.sessionId));
}
