import type { Refusal } from "@/lib/two-factor/core/refusal";
import { faultOf } from "@/lib/two-factor/next-auth/fault-of";
import { refusalOf } from "@/lib/two-factor/next-auth/refused-sign-in";

/** NextAuth's `signIn` for server code. */
export type SignIn = (
  provider: "second-step",
  options: { code: string; redirect: false; redirectTo: string },
) => Promise<unknown>;

/** Answers the pending sign-in of this browser through NextAuth, which opens the session; null when it is open. */
export async function answerThrough(signIn: SignIn, code: string): Promise<Refusal | null> {
  try {
    await signIn("second-step", { code, redirect: false, redirectTo: "/" });
    return null;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw faultOf(error) ?? error;
  }
}
