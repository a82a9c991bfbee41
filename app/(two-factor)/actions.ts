"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { signIn as openSession } from "@/lib/host/auth";
import { formAction } from "@/lib/host/form-action";
import { refusalText } from "@/lib/host/language/refusal-text";
import { browser, twoFactor } from "@/lib/host/two-factor";
import type { CodeFormState, Refusal } from "@/lib/two-factor/client";
import { safeReturnPath } from "@/lib/two-factor/next/index";
import { faultOf, refusalOf } from "@/lib/two-factor/next-auth/index";

const submitCode = formAction(
  z.object({ code: z.string(), next: z.string().optional() }),
  async (input): Promise<CodeFormState> => {
    if (!input) return refused({ code: "format" });
    try {
      await openSession("second-step", { code: input.code, redirect: false, redirectTo: "/" });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal) return refused(refusal);
      throw faultOf(error) ?? error;
    }
    redirect(safeReturnPath(input.next));
  },
);

/** Answers the challenge of this browser's pending sign-in. */
export async function answerSignIn(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  return submitCode(form);
}

const submitResend = formAction(z.object({}), async (): Promise<CodeFormState> => {
  const resent = await twoFactor().resendCode({
    pendingToken: await browser().pendingToken(),
    context: await browser().context(),
  });
  if (!resent.ok) return refused(resent.refusal);
  refresh();
  return { sent: true };
});

/** Sends a new code for this browser's pending sign-in; the older one stops working. */
export async function resendSignInCode(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  return submitResend(form);
}

const submitSwitch = formAction(z.object({}), async (): Promise<CodeFormState> => {
  const switched = await twoFactor().switchChannel({
    pendingToken: await browser().pendingToken(),
    context: await browser().context(),
  });
  if (!switched.ok) return refused(switched.refusal);
  refresh();
  return { sent: true };
});

/** Sends a new code for this browser's pending sign-in the other way. The form does not say which way that is. */
export async function switchSignInChannel(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  return submitSwitch(form);
}

// The page around the form is told as well: what is left, and what has ended. Without a pending sign-in there is no page.
async function refused(refusal: Refusal): Promise<CodeFormState> {
  if (refusal.code !== "not-pending") refresh();
  return { refusal, text: await refusalText(refusal) };
}
