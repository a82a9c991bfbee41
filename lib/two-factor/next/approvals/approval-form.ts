import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { CodeFormState } from "@/lib/two-factor/client";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import { type ApprovalOutcome, type ApprovalVerb, isApprovalVerb } from "@/lib/two-factor/flows/approval/verbs";
import { approvalPath, destinationOf } from "@/lib/two-factor/next/approvals/approvals";
import { approvalRefusalText } from "@/lib/two-factor/next/approvals/refusal-text";
import { type FormPage, submitForm } from "@/lib/two-factor/next/forms/form-action";
import { signInFirst } from "@/lib/two-factor/next/guards/session";
import { askerOf, type Site } from "@/lib/two-factor/next/site";

/** Which approval a form means, and what it asks for. Whose it is, and what it runs, is read from its row. */
const schema = z.object({
  approvalId: z.string().max(64),
  verb: z.custom<ApprovalVerb>(isApprovalVerb),
  code: z.string().optional(),
});

/**
 * Any form of an approval's page: its field `verb` is a name of `approvalVerbs`. Leads on, or comes back with what the form
 * shows next. The page around it is read afresh either way: what is left, and what has ended.
 */
export function submitApproval(site: Site, form: FormData): Promise<CodeFormState> {
  const place = {
    next: (input: z.output<typeof schema> | null) => (input ? approvalPath(site, input.approvalId) : "/"),
  };
  return submitForm(site, { schema, handle: (input, page) => act(site, input, page), place }, form);
}

async function act(site: Site, input: z.output<typeof schema> | null, page: FormPage): Promise<CodeFormState> {
  if (!input) return refused(site, { code: "no-approval" });
  const { approvalId, verb, code: answer } = input;
  const done = await (await site.approvals()).act({ approvalId, verb, answer, ...(await askerOf(site)) });
  if (done.ok) return follow(site, done, approvalId);
  return done.refusal.code === "signed-out" ? signInFirst(site, page) : refused(site, done.refusal, approvalId);
}

function follow(site: Site, done: Extract<ApprovalOutcome, { ok: true }>, approvalId: string): CodeFormState {
  // Whatever surrounds the pages may be different now: after an account was deleted, its person is signed out.
  refresh();
  switch (done.state) {
    case "sent":
      return { sent: true };
    case "declined":
      return redirect(approvalPath(site, approvalId));
    case "executed":
    case "proposed":
      return redirect(destinationOf(site, done));
  }
}

async function refused(site: Site, refusal: Refusal, approvalId = ""): Promise<CodeFormState> {
  refresh();
  return { refusal, text: await approvalRefusalText(site, approvalId, refusal) };
}
