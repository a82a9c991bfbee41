"use server";

import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import type { AddressFormState } from "@/lib/host/delivery-address/address";
import { readTypedAddress, typedAddress } from "@/lib/host/delivery-address/typed-address";
import { type Draft, dropDraft, keepDraft } from "@/lib/host/form-draft";
import { preparePassword } from "@/lib/host/prepare-password";
import { proposalRefusalText } from "@/lib/host/proposal-refusal";
import { formAction } from "@/lib/host/two-factor";

const from = "/account";

const submitExport = formAction(z.object({}), () => proposed("export-data", {}));

/** Leads to the approval of a download of everything stored about the person. */
export async function exportData(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitExport(form);
}

const submitName = formAction(z.object({ name: z.string() }), (input) =>
  proposed("change-name", input, { form: "name", values: input ?? {} }),
);

export async function changeName(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitName(form);
}

const submitAddress = formAction(typedAddress, async (typed): Promise<AddressFormState> => {
  const read = await readTypedAddress(typed);
  if (!read.ok) return read.state;
  const { address } = read;
  return { ...(await proposed("change-address", address, { form: "address", values: address })), typed: address };
});

/** Where things are sent from now on. */
export async function changeAddress(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  return submitAddress(form);
}

const submitEmail = formAction(z.object({ email: z.string() }), (input) =>
  proposed("change-email", input, { form: "email", values: input ?? {} }),
);

/** First half of a new address: approved from the old one. */
export async function changeEmail(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitEmail(form);
}

const submitConfirmation = formAction(z.object({}), () => proposed("confirm-email", {}));

/** Second half: sends a code to the new address. */
export async function confirmEmail(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitConfirmation(form);
}

const submitPassword = formAction(
  z.object({ current: z.string(), wanted: z.string() }),
  async (input): Promise<ActionFormState> => {
    const prepared = await preparePassword(input);
    return prepared.ok ? proposed("change-password", { passwordHash: prepared.passwordHash }) : { text: prepared.text };
  },
);

/** Checks the current password and the new one before anything is proposed. */
export async function changePassword(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitPassword(form);
}

const submitDelete = formAction(z.object({}), () => proposed("delete-account", {}));

export async function deleteAccount(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitDelete(form);
}

/** `draft` is what the person finds in the form again if their session is over. */
async function proposed(action: string, input: unknown, draft?: Draft): Promise<ActionFormState> {
  await dropDraft();
  const { refusal } = await propose(action, input, { from, ...(draft && { whenSignedOut: () => keepDraft(draft) }) });
  return { text: await proposalRefusalText(refusal) };
}
