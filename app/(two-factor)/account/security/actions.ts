"use server";

import { z } from "zod";
import type { PhoneFormState } from "@/components/two-factor/phone-form";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import { proposalRefusalText } from "@/lib/host/proposal-refusal";
import { formAction } from "@/lib/host/two-factor";
import { readPhoneNumber } from "@/lib/two-factor/index";

const from = "/account/security";

const submitSwitch = formAction(z.object({ enabled: z.enum(["true", "false"]) }), (input) =>
  proposed("switch-two-step", input && { enabled: input.enabled === "true" }),
);

/** Leads to the approval of switching two-step verification on or off. */
export async function switchTwoStep(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitSwitch(form);
}

const submitChannel = formAction(z.object({ channel: z.string() }), (input) => proposed("choose-channel", input));

/** Leads to the approval of another way for codes to go first. */
export async function chooseChannel(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitChannel(form);
}

const submitPhone = formAction(
  z.object({ phone: z.string(), country: z.string() }),
  async (typed): Promise<PhoneFormState> => {
    const phone = typed && readPhoneNumber(typed.phone, typed.country);
    const refused = phone
      ? await proposed("change-phone", { phone }, `${from}/phone`)
      : await notPossible("invalid-number");
    return { ...refused, ...(typed && { typed }) };
  },
);

/** First half of a first or another number: approved with a code to where codes go now. */
export async function changePhone(_: PhoneFormState, form: FormData): Promise<PhoneFormState> {
  return submitPhone(form);
}

const submitConfirmation = formAction(z.object({}), () => proposed("confirm-phone", {}, `${from}/phone/confirm`));

/** Second half: sends a code to the new number. */
export async function confirmPhone(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitConfirmation(form);
}

const submitRemoval = formAction(z.object({}), () => proposed("remove-phone", {}));

export async function removePhone(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitRemoval(form);
}

async function proposed(action: string, input: unknown, cameFrom = from): Promise<ActionFormState> {
  const { refusal } = await propose(action, input, { from: cameFrom });
  return { text: await proposalRefusalText(refusal) };
}

async function notPossible(reason: string): Promise<ActionFormState> {
  return { text: await proposalRefusalText({ code: "not-possible", reason }) };
}
