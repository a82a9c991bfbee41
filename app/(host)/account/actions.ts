"use server";

import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import { propose } from "@/lib/host/approvals";
import type { AddressFormState } from "@/lib/host/delivery-address/address";
import { readTypedAddress, typedAddress } from "@/lib/host/delivery-address/typed-address";
import { formAction } from "@/lib/host/form-action";
import { proposalRefusalText, withoutProposal } from "@/lib/host/language/proposal-refusal";
import { preparePassword } from "@/lib/host/password/prepare-password";
import type { Detour } from "@/lib/two-factor/next/index";

const place = { next: "/account" };

const submitExport = formAction(z.object({}), (_, page) => proposed("export-data", {}, page), place);

/** Leads to the approval of a download of everything stored about the person. */
export async function exportData(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitExport(form);
}

const submitName = formAction(
  z.object({ name: z.string() }),
  async (input, page): Promise<ActionFormState> => ({
    ...(await proposed("change-name", input, page, "invalid-name")),
    ...(input && { typed: input }),
  }),
  { ...place, draft: "name" },
);

export async function changeName(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitName(form);
}

const submitAddress = formAction(
  typedAddress,
  async (typed, page): Promise<AddressFormState> => {
    const read = await readTypedAddress(typed);
    if (!read.ok) {
      await withoutProposal(page);
      return read.state;
    }
    return { ...(await proposed("change-address", read.address, page)), typed: read.address };
  },
  { ...place, draft: "address" },
);

/** Where things are sent from now on. */
export async function changeAddress(_: AddressFormState, form: FormData): Promise<AddressFormState> {
  return submitAddress(form);
}

const submitEmail = formAction(
  z.object({ email: z.string() }),
  async (input, page): Promise<ActionFormState> => ({
    ...(await proposed("change-email", input && { address: input.email }, page, "invalid-email")),
    ...(input && { typed: input }),
  }),
  { ...place, draft: "email" },
);

/** First half of a new address: approved from the old one. */
export async function changeEmail(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitEmail(form);
}

const submitConfirmation = formAction(z.object({}), (_, page) => proposed("confirm-email", {}, page), place);

/** Second half: sends a code to the new address. */
export async function confirmEmail(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitConfirmation(form);
}

const submitPassword = formAction(
  z.object({ current: z.string(), wanted: z.string() }),
  async (input, page): Promise<ActionFormState> => {
    const prepared = await preparePassword(input);
    if (!prepared.ok) return { text: prepared.text };
    const { passwordHash, current } = prepared;
    return proposed("change-password", { passwordHash, current }, page);
  },
  place,
);

/** Checks the current password and the new one before anything is proposed. */
export async function changePassword(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitPassword(form);
}

const submitDelete = formAction(z.object({}), (_, page) => proposed("delete-account", {}, page), place);

export async function deleteAccount(_: ActionFormState, form: FormData): Promise<ActionFormState> {
  return submitDelete(form);
}

/** `invalid` says in the person's words what the action could not take; where nothing is typed there is no such thing. */
async function proposed(
  action: string,
  input: unknown,
  detour: Detour,
  invalid?: "invalid-name" | "invalid-email",
): Promise<ActionFormState> {
  const { refusal } = await propose(action, input, detour);
  const isInvalid = invalid && refusal.code === "invalid-input";
  return { text: await proposalRefusalText(isInvalid ? { code: "not-possible", reason: invalid } : refusal) };
}
