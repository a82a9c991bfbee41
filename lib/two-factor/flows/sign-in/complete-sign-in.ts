import type { Refused } from "@/lib/two-factor/core/refusal";
import { prepareNotices, type Telling } from "@/lib/two-factor/flows/message/prepare-notices";
import type { Ports } from "@/lib/two-factor/flows/ports";
import type { OpenedAs } from "@/lib/two-factor/flows/session/open-session";
import type { AnsweredSignIn } from "@/lib/two-factor/flows/sign-in/answer-sign-in";
import { whatHappened } from "@/lib/two-factor/flows/sign-in/pending-sign-in";

const channelChanged: Telling = { told: { about: "security-change", change: "channel-changed" } };

/**
 * Consumes a right answer: of all right answers one opens a session. Do it where the session's cookie is made, as the last
 * thing that can fail: until then the code is as good as before, and no session is open.
 */
export async function completeSignIn(
  ports: Ports,
  { answered, sessionId, maxAgeSeconds = null }: OpenedAs & { answered: AnsweredSignIn },
): Promise<{ ok: true } | Refused> {
  const { accountId, amr, acr, proof } = answered;
  const { pending, protection, challengeId, asked } = proof;
  const { context } = asked;
  const isFirst = await ports.store.completeSignIn({
    challengeId,
    pendingSignInId: pending.id,
    session: {
      ...{ idHash: ports.hash(sessionId), accountId, amr, acr, maxAgeSeconds },
      browserHash: context.browserHash,
    },
    context,
    notices: prepareNotices(ports, [{ told: { about: "new-sign-in" } }], { protection, context }),
    // Sealed only where it may be needed; the store knows whether the setting changes.
    channelNotices: prepareNotices(ports, pending.channel ? [channelChanged] : [], { protection, context }),
  });
  return isFirst ? { ok: true } : { ok: false, refusal: await whatHappened(ports, asked) };
}
