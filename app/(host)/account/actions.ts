"use server";

import { z } from "zod";
import type { ActionFormState } from "@/components/ui/action-form";
import type { AddressFormState } from "@/lib/host/delivery-address/address";
import { readTypedAddress, typedAddress } from "@/lib/host/delivery-address/typed-address";
import { preparePassword } from "@/lib/host/password/prepare-password";
import { action, propose, requireSession } from "@/lib/host/two-factor";

const place = { next: "/account" };

/** Leads to the approval of a download of the person's data. */
export const exportData = action(z.object({}), (_, page) => propose("export-data", {}, page), place);

export const changeName = action(
  z.object({ name: z.string() }),
  async (input, page): Promise<ActionFormState> => ({
    ...(await propose("change-name", input, page)),
    ...(input && { typed: input }),
  }),
  { ...place, draft: "name" },
);

/** Leads to the approval of another delivery address. */
export const changeAddress = action(
  typedAddress,
  async (typed, page): Promise<AddressFormState> => {
    const read = await readTypedAddress(typed);
    if (read.ok) return { ...(await propose("change-address", read.address, page)), typed: read.address };
    // This path proposes nothing, so the session is checked here.
    await requireSession(page);
    return read.state;
  },
  { ...place, draft: "address" },
);

/** The first half of a new address, approved with a code to the old one. */
export const changeEmail = action(
  z.object({ email: z.string() }),
  async (input, page): Promise<ActionFormState> => ({
    ...(await propose("change-email", input && { address: input.email }, page)),
    ...(input && { typed: input }),
  }),
  { ...place, draft: "email" },
);

/** The second half sends a code to the new address. */
export const confirmEmail = action(z.object({}), (_, page) => propose("confirm-email", {}, page), place);

/** Checks the current password and the new one before anything is proposed. */
export const changePassword = action(
  z.object({ current: z.string(), wanted: z.string() }),
  async (input, page): Promise<ActionFormState> => {
    const prepared = await preparePassword(input);
    if (!prepared.ok) return { text: prepared.text };
    const { passwordHash, current } = prepared;
    return propose("change-password", { passwordHash, current }, page);
  },
  place,
);

export const deleteAccount = action(z.object({}), (_, page) => propose("delete-account", {}, page), place);
