"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { approve, decline, proposeAgain, resend, switchChannel } from "@/lib/host/approvals";
import { formAction } from "@/lib/host/form-action";
import { refusalText } from "@/lib/host/language/refusal-text";
import type { CodeFormState, Refusal } from "@/lib/two-factor/client";
import { approvalPath } from "@/lib/two-factor/next/index";

/** Which approval a form means. Whose it is, and what it runs, is read from its row. */
const approvalId = z.string().max(64);
const place = { next: (input: { approvalId: string } | null) => (input ? approvalPath(input.approvalId) : "/account") };

const submitCode = formAction(
  z.object({ approvalId, code: z.string() }),
  async (input): Promise<CodeFormState> => {
    if (!input) return refused({ code: "format" });
    const { refusal } = await approve(input.approvalId, input.code);
    return refused(refusal, input.approvalId);
  },
  place,
);

/** Answers the code of an approval; with the right one the action has run when the next page opens. */
export async function approveAction(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  return submitCode(form);
}

const submitResend = formAction(
  z.object({ approvalId }),
  async (input): Promise<CodeFormState> => {
    if (!input) return refused({ code: "no-approval" });
    const resent = await resend(input.approvalId);
    if (!resent.ok) return refused(resent.refusal, input.approvalId);
    refresh();
    return { sent: true };
  },
  place,
);

/** Sends a new code for the same approval; the older one stops working. */
export async function resendApprovalCode(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  return submitResend(form);
}

const submitSwitch = formAction(
  z.object({ approvalId }),
  async (input): Promise<CodeFormState> => {
    if (!input) return refused({ code: "no-approval" });
    const switched = await switchChannel(input.approvalId);
    if (!switched.ok) return refused(switched.refusal, input.approvalId);
    refresh();
    return { sent: true };
  },
  place,
);

/** Sends a new code for the same approval the other way. The form does not say which way that is. */
export async function switchApprovalChannel(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  return submitSwitch(form);
}

const submitDecline = formAction(
  z.object({ approvalId }),
  async (input) => {
    if (!input) return;
    await decline(input.approvalId);
    redirect(approvalPath(input.approvalId));
  },
  place,
);

/** Ends an approval with nothing done. What it had become before, its page says. */
export async function declineAction(form: FormData): Promise<void> {
  await submitDecline(form);
}

const submitAgain = formAction(
  z.object({ approvalId }),
  async (input): Promise<CodeFormState> => {
    if (!input) return refused({ code: "no-approval" });
    const { refusal } = await proposeAgain(input.approvalId);
    return refused(refusal, input.approvalId);
  },
  place,
);

/** Proposes the same once more, as things are now. */
export async function proposeActionAgain(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  return submitAgain(form);
}

// The page around the form is told as well: what is left, and what has ended.
async function refused(refusal: Refusal, id?: string): Promise<CodeFormState> {
  if (refusal.code === "signed-out" && id) redirect(`/sign-in?next=${encodeURIComponent(approvalPath(id))}`);
  refresh();
  return { refusal, text: await refusalText(refusal) };
}
