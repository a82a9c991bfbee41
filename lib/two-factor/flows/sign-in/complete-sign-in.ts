import type { Refused } from "@/lib/two-factor/core/refusal";
import { findWay } from "@/lib/two-factor/flows/factor/ways";
import { type Notification, prepareNotices } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";
import type { OpenedAs } from "@/lib/two-factor/flows/session/open-session";
import type { AnsweredSignIn } from "@/lib/two-factor/flows/sign-in/answer-sign-in";
import { whatHappened } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

const factorChanged: Notification = { told: { about: "security-change", change: "channel-changed" } };

/**
 * Consumes a right answer: of all right answers one opens a session. Do it where the session's cookie is made, as the last
 * thing that can fail: until then the code is as good as before, and no session is open.
 */
export async function completeSignIn(
  ports: Ports,
  { answered, sessionId, maxAgeSeconds = null }: OpenedAs & { answered: AnsweredSignIn },
): Promise<{ ok: true } | Refused> {
  const { accountId, amr, acr, proof } = answered;
  const { pending, protection, challenge, spends, asked } = proof;
  const { context } = asked;
  const isFirst = await ports.store.completeSignIn({
    challengeId: challenge.id,
    pendingSignInId: pending.id,
    spent: { factor: challenge.factor, spends },
    first: findWay(ports, { ...protection, preferredFactor: null }, "sign-in")?.factor.name ?? null,
    session: {
      ...{ idHash: ports.hash(sessionId), accountId, amr, acr, maxAgeSeconds },
      browserHash: context.browserHash,
    },
    context,
    notices: prepareNotices(ports, [{ told: { about: "new-sign-in" } }], { protection, context }),
    // Sealed only where it may be needed; the store knows whether the setting changes.
    factorNotices: prepareNotices(ports, pending.factor ? [factorChanged] : [], { protection, context }),
  });
  return isFirst ? { ok: true } : { ok: false, refusal: await whatHappened(ports, asked) };
}
