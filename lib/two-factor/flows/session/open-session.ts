import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { assuranceOfFirstStep } from "@/lib/two-factor/core/session/assurance";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";
import { prepareNotices } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";

/**
 * Opens a session on the first step alone. Refused where the account owes a second step: the store looks once more,
 * in the statement that writes, since it may have been switched on a moment ago, or the password changed. Who has it off
 * is told of a new browser all the same; their addresses are read for this alone.
 */
export async function openSession(
  ports: Ports,
  input: { accountId: string; amr: AuthenticationMethod[]; accountVersion?: number; context: RequestContext },
): Promise<{ ok: true; sessionId: string } | Refused<"not-pending">> {
  const { accountId, accountVersion = null, context } = input;
  const sessionId = ports.random.token();
  const session = {
    ...assuranceOfFirstStep(input.amr),
    idHash: ports.hash(sessionId),
    accountId,
    browserHash: context.browserHash,
  };
  const protection = await ports.store.readProtection(accountId);
  const notices = prepareNotices(ports, [{ told: { about: "new-sign-in" } }], { protection, context });
  const opened = await ports.store.openSession({ session, accountVersion, context, notices });
  return opened ? { ok: true, sessionId } : { ok: false, refusal: { code: "not-pending" } };
}
