"use server";

import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import { proposalRefusalText } from "@/lib/host/proposal-refusal";
import { formAction } from "@/lib/host/two-factor";

const from = "/account";

const submitExport = formAction(z.object({}), () => proposed("export-data", {}));

/** Leads to the approval of a download of everything stored about the person. */
export async function exportData(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitExport(form);
}

async function proposed(action: string, input: unknown): Promise<ActionFormState> {
  const { refusal } = await propose(action, input, { from });
  return { text: await proposalRefusalText(refusal) };
}
