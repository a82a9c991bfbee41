import type { RequestContext } from "@/lib/two-factor/core/request";
import { assuranceOfFirstStep } from "@/lib/two-factor/core/session/assurance";
import type { Ports } from "@/lib/two-factor/flows/ports";
import type { OpenedAs } from "@/lib/two-factor/flows/session/open-session";

/** Older than any step-up accepts. */
const longAgo = new Date(0);

/**
 * Gives a session from before the add-on its row, so that it can be read and ended as any other. Nothing is claimed of how or
 * when it was proved. False where the account has the second step on, where something ended its sessions since, and where
 * the row is there already, live or over.
 */
export function adoptSession(
  ports: Ports,
  { sessionId, accountId, maxAgeSeconds = null, context }: OpenedAs & { accountId: string; context: RequestContext },
): Promise<boolean> {
  const { browserHash } = context;
  const session = {
    ...assuranceOfFirstStep([]),
    ...{ idHash: ports.hash(sessionId), accountId, browserHash, maxAgeSeconds },
    authenticatedAt: longAgo,
  };
  return ports.store.adoptSession({ session, context });
}
