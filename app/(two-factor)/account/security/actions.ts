"use server";

import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import { proposalRefusalText } from "@/lib/host/proposal-refusal";
import { formAction } from "@/lib/host/two-factor";

const submitSwitch = formAction(
  z.object({ enabled: z.enum(["true", "false"]) }),
  async (input): Promise<ActionFormState> => {
    const wanted = { enabled: input?.enabled === "true" };
    const { refusal } = await propose("switch-two-step", input && wanted, { from: "/account/security" });
    return { text: await proposalRefusalText(refusal) };
  },
);

/** Leads to the approval of switching two-step verification on or off. */
export async function switchTwoStep(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitSwitch(form);
}
