import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { CodeFormState } from "@/lib/two-factor/client";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import { safeReturnPath } from "@/lib/two-factor/core/sign-in/return-path";
import { isSignInVerb, type SignInVerb } from "@/lib/two-factor/flows/sign-in/verbs";
import type { SignInView } from "@/lib/two-factor/flows/sign-in/view-sign-in";
import { submitForm } from "@/lib/two-factor/next/forms/form-action";
import { orUnavailable } from "@/lib/two-factor/next/guards/faults";
import type { Site } from "@/lib/two-factor/next/site";

/** Opens the session through NextAuth; null when it is open. */
export type AnswerSignIn = (code: string) => Promise<Refusal | null>;

/** What the code page shows; without a pending sign-in, the person starts with the first step. */
export async function viewSignIn(site: Site): Promise<SignInView> {
  const view = await orUnavailable(site, async () => site.twoFactor.viewSignIn(await pendingOf(site)));
  return view.ok ? view : redirect(site.paths.signIn);
}

const schema = z.object({
  verb: z.custom<"answer" | SignInVerb>((word) => word === "answer" || isSignInVerb(word)),
  code: z.string().optional(),
  next: z.string().optional(),
});

/** Any form of the code page: its field `verb` is "answer" or a name of `signInVerbs`. */
export function submitSignIn(site: Site, answer: AnswerSignIn, form: FormData): Promise<CodeFormState> {
  return submitForm(site, { schema, handle: (input) => act(site, answer, input) }, form);
}

async function act(site: Site, answer: AnswerSignIn, input: z.output<typeof schema> | null): Promise<CodeFormState> {
  if (!input) return refused(site, { code: "format" });
  const { verb, code, next } = input;
  if (verb === "answer") {
    const refusal = code === undefined ? ({ code: "format" } as const) : await answer(code);
    return refusal ? refused(site, refusal) : redirect(safeReturnPath(next));
  }
  const done = await site.twoFactor.actOnSignIn({ verb, ...(await pendingOf(site)) });
  if (!done.ok) return refused(site, done.refusal);
  refresh();
  return { sent: true };
}

// The page around the form is read afresh: what is left, and what has ended. Without a pending sign-in there is no page.
async function refused(site: Site, refusal: Refusal): Promise<CodeFormState> {
  if (refusal.code !== "not-pending") refresh();
  return { refusal, text: await site.texts.refusal(refusal) };
}

async function pendingOf({ browser }: Site) {
  const [pendingToken, context] = await Promise.all([browser.pendingToken(), browser.context()]);
  return { pendingToken, context };
}
