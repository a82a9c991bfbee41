import { CredentialsSignin } from "next-auth";
import type { Refusal } from "@/lib/two-factor/core/refusal";

/** A refused second step on its way through NextAuth. A plain client sees `code` in the redirect, a server action the refusal. */
export class RefusedSignIn extends CredentialsSignin {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super();
    this.refusal = refusal;
    this.code = refusal.code;
  }
}

/** The refusal behind an error thrown by `signIn`, or null when it is something else. */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof RefusedSignIn ? error.refusal : null;
}
