import type { Provider } from "next-auth/providers";
import Credentials from "next-auth/providers/credentials";
import type { Call } from "@/lib/two-factor/next-auth/call";
import { unpackFirstStep } from "@/lib/two-factor/next-auth/carried-step";
import { secondStepId } from "@/lib/two-factor/next-auth/providers";
import { RefusedSignIn } from "@/lib/two-factor/next-auth/refused-sign-in";

/**
 * The provider behind the code page, callable by a plain client too: it takes a code and nothing else;
 * who is signing in is read from the pending sign-in's cookie. The code is consumed where the cookie is made.
 */
export function secondStepProvider({ gate, visit }: Call): Provider {
  return Credentials({
    id: secondStepId,
    name: "Second step",
    credentials: { code: { label: "Six-digit code", type: "text" } },
    authorize: async (credentials) => {
      const { twoFactor, browser } = gate;
      const answered = await twoFactor.answerSignIn({
        pendingToken: await browser.pendingToken(),
        answer: credentials.code,
        context: await browser.context(),
      });
      if (!answered.ok) throw new RefusedSignIn(answered.refusal);
      const first = answered.carried === null ? null : unpackFirstStep(answered.carried);
      visit.grant = { by: "second-step", answered, first };
      return { id: answered.accountId };
    },
  });
}
