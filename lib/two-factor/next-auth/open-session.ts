import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { Call, Visit } from "@/lib/two-factor/next-auth/call";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";
import { createSessionIdReader } from "@/lib/two-factor/next-auth/session-id";

/** As NextAuth has it where the application does not say. */
const defaultMaxAgeSeconds = 30 * 24 * 3600;

/**
 * Opens the session that this call's grant allows; a right code is consumed by it. A sign-in over a sign-in ends the one
 * before (ASVS 7.2.4). Throws RefusedSignIn where nothing was granted, or no more.
 */
export async function openGranted(call: Call, opening: NonNullable<Visit["opening"]>): Promise<void> {
  const { own, gate, visit } = call;
  if (!visit.grant) throw new RefusedSignIn(notPending);
  const context = await gate.browser.context();
  const earlier = await createSessionIdReader(own, () => gate)();
  if (earlier) await gate.twoFactor.endSession({ sessionId: earlier, because: "revoked", context });
  const { sessionId, userId } = opening;
  const refusal = await open(call, visit.grant, { sessionId, maxAgeSeconds: maxAgeOf(call) }, userId);
  if (refusal) throw new RefusedSignIn(refusal);
  if (visit.grant.by === "second-step") await gate.browser.dropPendingToken();
}

const notPending = { code: "not-pending" } as const;

async function open(
  { gate }: Call,
  grant: NonNullable<Visit["grant"]>,
  as: { sessionId: string; maxAgeSeconds: number | null },
  userId: string | undefined,
): Promise<Refusal | null> {
  if (grant.by === "second-step") {
    const completed = await gate.twoFactor.completeSignIn({ answered: grant.answered, ...as });
    return completed.ok ? null : completed.refusal;
  }
  const { by: _, accountId = null, ...first } = grant;
  const account = accountId ?? userId;
  if (!account) return notPending;
  const context = await gate.browser.context();
  const opened = await gate.twoFactor.openSession({ ...first, accountId: account, ...as, context });
  return opened.ok ? null : opened.refusal;
}

function maxAgeOf({ own, gate }: Call): number | null {
  return gate.sessionLifetime === "countersign" ? null : (own.session?.maxAge ?? defaultMaxAgeSeconds);
}
