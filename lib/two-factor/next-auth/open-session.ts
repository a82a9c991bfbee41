import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { Call, Grant } from "@/lib/two-factor/next-auth/call";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";
import { readRaw } from "@/lib/two-factor/next-auth/session-cookie";
import { createSessionIdReader } from "@/lib/two-factor/next-auth/session-id";
import { isDatabaseStrategy, maxAgeOfRow } from "@/lib/two-factor/next-auth/session-settings";
import { deleteStored } from "@/lib/two-factor/next-auth/stored-session";

/** Under which id, and whose where the grant does not say it: of a person whom the adapter has just made. */
type Opening = { sessionId: string; userId: string | undefined };

const notPending = { code: "not-pending" } as const;

/**
 * Opens the session that this call's grant allows; a right code is consumed by it. A sign-in over a sign-in ends the one
 * before (ASVS 7.2.4). Throws RefusedSignIn where nothing was granted, or no more.
 */
export async function openGranted(call: Call, opening: Opening): Promise<void> {
  const { gate, visit } = call;
  if (!visit.grant) throw new RefusedSignIn(notPending);
  await endEarlierSession(call, opening);
  const refusal = await openedBy(call, visit.grant, opening);
  if (refusal) throw new RefusedSignIn(refusal);
  if (visit.grant.by === "second-step") await gate.browser.dropPendingToken();
}

async function openedBy(call: Call, grant: Grant, { sessionId, userId }: Opening): Promise<Refusal | null> {
  const { twoFactor, browser } = call.gate;
  const as = { sessionId, maxAgeSeconds: maxAgeOfRow(call.own, call.gate) };
  if (grant.by === "session") return notPending;
  if (grant.by === "second-step") {
    const completed = await twoFactor.completeSignIn({ answered: grant.answered, ...as });
    return completed.ok ? null : completed.refusal;
  }
  const { by: _, accountId: judged, ...first } = grant;
  const accountId = judged ?? userId;
  if (!accountId) return notPending;
  const opened = await twoFactor.openSession({ ...first, accountId, ...as, context: await browser.context() });
  return opened.ok ? null : opened.refusal;
}

async function endEarlierSession({ own, gate }: Call, opening: Opening): Promise<void> {
  const isStored = isDatabaseStrategy(own);
  const earlier = isStored ? await readRaw(own, gate) : await createSessionIdReader(own, () => gate)();
  if (!earlier || earlier === opening.sessionId) return;
  await gate.twoFactor.endSession({ sessionId: earlier, because: "revoked", context: await gate.browser.context() });
  if (isStored) await deleteStored(own.adapter ?? {}, earlier);
}
