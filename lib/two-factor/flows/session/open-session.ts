import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { assuranceOfFirstStep } from "@/lib/two-factor/core/session/assurance";
import type { ProvedFirstStep } from "@/lib/two-factor/core/sign-in/first-step";
import { prepareNotices } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** Under which opaque id a session is opened, of which only the hash is stored, and for how long. */
export type OpenedAs = {
  sessionId: string;
  /** Ends so long after it was last used, and never else; without it, as `limits.session` says. */
  maxAgeSeconds?: number | null;
};

/**
 * Opens a session on the first step alone. Refused where the account owes a second step: the store looks once more,
 * in the statement that writes, since it may have been switched on a moment ago, or the password changed. Who has it off
 * is told of a new browser all the same; their addresses are read for this alone.
 */
export async function openSession(
  ports: Ports,
  input: ProvedFirstStep & OpenedAs & { accountId: string; accountVersion?: number; context: RequestContext },
): Promise<{ ok: true } | Refused<"not-pending">> {
  const { accountId, sessionId, maxAgeSeconds = null, provider = null, accountVersion = null, context } = input;
  const session = {
    ...assuranceOfFirstStep(input.amr),
    idHash: ports.hash(sessionId),
    accountId,
    browserHash: context.browserHash,
    maxAgeSeconds,
  };
  const protection = await ports.store.readProtection(accountId);
  const notices = prepareNotices(ports, [{ told: { about: "new-sign-in" } }], { protection, context });
  const opened = await ports.store.openSession({ session, provider, accountVersion, context, notices });
  return opened ? { ok: true } : { ok: false, refusal: { code: "not-pending" } };
}
