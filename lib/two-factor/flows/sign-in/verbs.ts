import type { Refused } from "@/lib/two-factor/core/refusal";
import type { Ports } from "@/lib/two-factor/flows/ports";
import type { PendingInput } from "@/lib/two-factor/flows/sign-in/pending-sign-in";
import { sendSignInCodeAgain } from "@/lib/two-factor/flows/sign-in/send-again";
import { switchSignInChannel } from "@/lib/two-factor/flows/sign-in/switch-channel";

type Verb = (ports: Ports, input: PendingInput) => Promise<{ ok: true } | Refused>;

/** What a person can do about the code of a pending sign-in, besides answering it, which opens a session through NextAuth. */
export const signInVerbs = {
  "send-again": sendSignInCodeAgain,
  "other-channel": switchSignInChannel,
} as const satisfies Record<string, Verb>;

export type SignInVerb = keyof typeof signInVerbs;

export function isSignInVerb(word: unknown): word is SignInVerb {
  return typeof word === "string" && Object.hasOwn(signInVerbs, word);
}

export function actOnSignIn(ports: Ports, { verb, ...input }: PendingInput & { verb: SignInVerb }): ReturnType<Verb> {
  return signInVerbs[verb](ports, input);
}
