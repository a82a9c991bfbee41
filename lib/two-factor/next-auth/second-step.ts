import Credentials from "next-auth/providers/credentials";
import type { GateConfig } from "@/lib/two-factor/next-auth/gate-config";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";

/**
 * The provider behind /verify, callable by a plain client too: it takes a code and nothing else;
 * who is signing in is read from the pending sign-in's cookie.
 */
export function secondStepProvider(config: () => GateConfig) {
  return Credentials({
    id: "second-step",
    name: "Second step",
    credentials: { code: { label: "Six-digit code", type: "text" } },
    authorize: async (credentials) => {
      const { twoFactor, browser } = config();
      const answered = await twoFactor.answerSignIn({
        pendingToken: await browser.pendingToken(),
        code: credentials.code,
        context: await browser.context(),
      });
      if (!answered.ok) throw new RefusedSignIn(answered.refusal);
      await browser.dropPendingToken();
      return { id: answered.accountId, sessionId: answered.sessionId };
    },
  });
}
