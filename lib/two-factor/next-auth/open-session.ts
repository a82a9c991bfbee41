import type { Call } from "@/lib/two-factor/next-auth/call";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";
import { createSessionIdReader } from "@/lib/two-factor/next-auth/session-id";

/**
 * The opaque id of the session that this call's grant allows. A sign-in over a sign-in ends the one before (ASVS 7.2.4).
 * `userId` is the account where the person is new. Throws RefusedSignIn where nothing was granted, or no more.
 */
export async function openSession(call: Call, userId: string | undefined): Promise<string> {
  const { own, gate, visit } = call;
  const { grant } = visit;
  if (!grant) throw new RefusedSignIn({ code: "not-pending" });
  const context = await gate.browser.context();
  const earlier = await createSessionIdReader(own, () => gate)();
  if (earlier) await gate.twoFactor.endSession({ sessionId: earlier, because: "revoked", context });
  if (grant.by === "second-step") return grant.sessionId;
  const { by: _, accountId, ...first } = grant;
  const account = accountId ?? userId;
  const opened = account ? await gate.twoFactor.openSession({ accountId: account, ...first, context }) : null;
  if (!opened?.ok) throw new RefusedSignIn({ code: "not-pending" });
  return opened.sessionId;
}
