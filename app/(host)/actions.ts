"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { RefusedPassword, signIn as startSession } from "@/lib/host/auth";
import { isLocale, localeCookie, localeCookieOptions } from "@/lib/host/language/locale";
import { hasOuterBlank } from "@/lib/host/password/password-policy";
import { saveLanguage } from "@/lib/host/people/users";
import { action, currentSession } from "@/lib/host/two-factor";
import { safeReturnPath } from "@/lib/two-factor/next/index";
import { faultOf, refusalOf as refusedSignIn } from "@/lib/two-factor/next-auth/index";

export type SignInFormState = {
  refusal?: { code: "invalid-credentials" } | { code: "slow-down" | "busy"; retryAfterSeconds: number };
  /** Whether the typed password begins or ends with a blank. It reveals nothing about the account's password. */
  hasOuterBlank?: boolean;
  /** The typed address, so that the person need not type it again. */
  email?: string;
};

/** The password step. It leads to /verify, or to the person's page if no second step is owed. */
export const signIn = action(
  z.object({ email: z.string().max(320), password: z.string().max(1024), next: z.string().optional() }),
  async (input): Promise<SignInFormState> => {
    if (!input) return { refusal: { code: "invalid-credentials" } };
    const { email, password } = input;
    const redirectTo = safeReturnPath(input.next);
    const arrived = await startSession("password", { email, password, redirectTo, redirect: false }).catch(refusalOf);
    if (typeof arrived !== "string") return { ...arrived, email, hasOuterBlank: hasOuterBlank(password) };
    redirect(pathOf(arrived));
  },
);

/** Stores the language of pages and messages in the browser, and with the person if they are signed in. */
export const setLanguage = action(z.object({ locale: z.string().refine(isLocale) }), async (input) => {
  if (!input) return;
  const session = await currentSession();
  if (session) await saveLanguage(session, input.locale);
  (await cookies()).set(localeCookie, input.locale, localeCookieOptions());
});

// NextAuth returns an absolute address of this site.
function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
}

// The password was changed between the password step and the session, so the typed one is no longer right.
function refusalOf(error: unknown): SignInFormState {
  if (refusedSignIn(error)) return { refusal: { code: "invalid-credentials" } };
  if (!(error instanceof RefusedPassword)) throw faultOf(error) ?? error;
  const { code, retryAfterSeconds } = error;
  const isLater = (code === "slow-down" || code === "busy") && retryAfterSeconds;
  return { refusal: isLater ? { code, retryAfterSeconds } : { code: "invalid-credentials" } };
}
