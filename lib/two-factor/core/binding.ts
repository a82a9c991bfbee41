import type { Purpose } from "@/lib/two-factor/core/words";

/** What a challenge is tied to. Flat text, digested by crypto/; every part comes from the server, none from a form. */
export type Binding = { purpose: Purpose } & Record<string, string>;

/** A sign-in code is good for the browser that gave the password and for nothing else (ASVS 6.6.2). */
export function bindingOfSignIn(browserHash: string): Binding {
  return { purpose: "sign-in", browserHash };
}
