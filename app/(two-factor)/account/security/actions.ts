"use server";

import { z } from "zod";
import type { PhoneFormState } from "@/components/two-factor/phone-form";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import { formAction } from "@/lib/host/form-action";
import { proposalRefusalText, withoutProposal } from "@/lib/host/language/proposal-refusal";
import { readPhoneNumber } from "@/lib/two-factor/index";
import type { Detour } from "@/lib/two-factor/next/index";

const place = { next: "/account/security" };

const submitSwitch = formAction(
  z.object({ enabled: z.enum(["true", "false"]) }),
  (input, page) => proposed("switch-two-step", input && { enabled: input.enabled === "true" }, page),
  place,
);

/** Leads to the approval of switching two-step verification on or off. */
export async function switchTwoStep(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitSwitch(form);
}

const submitChannel = formAction(
  z.object({ channel: z.string() }),
  (input, page) => proposed("choose-channel", input, page),
  place,
);

/** Leads to the approval of another way for codes to go first. */
export async function chooseChannel(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitChannel(form);
}

const submitPhone = formAction(
  z.object({ phone: z.string(), country: z.string() }),
  async (typed, page): Promise<PhoneFormState> => {
    const phone = typed && readPhoneNumber(typed.phone, typed.country);
    const refused = phone
      ? await proposed("change-phone", { address: phone }, page)
      : await notPossible("invalid-number", page);
    return { ...refused, ...(typed && { typed }) };
  },
  { next: "/account/security/phone", draft: "phone" },
);

/** First half of a first or another number: approved with a code to where codes go now. */
export async function changePhone(_: PhoneFormState, form: FormData): Promise<PhoneFormState> {
  return submitPhone(form);
}

const submitConfirmation = formAction(z.object({}), (_, page) => proposed("confirm-phone", {}, page), {
  next: "/account/security/phone/confirm",
});

/** Second half: sends a code to the new number. */
export async function confirmPhone(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitConfirmation(form);
}

const submitRemoval = formAction(z.object({}), (_, page) => proposed("remove-phone", {}, page), place);

export async function removePhone(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitRemoval(form);
}

async function proposed(action: string, input: unknown, detour: Detour): Promise<{ text: string }> {
  const { refusal } = await propose(action, input, detour);
  return { text: await proposalRefusalText(refusal) };
}

async function notPossible(reason: string, detour: Detour): Promise<{ text: string }> {
  await withoutProposal(detour);
  return { text: await proposalRefusalText({ code: "not-possible", reason }) };
}
