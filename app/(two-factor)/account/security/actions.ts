"use server";

import { z } from "zod";
import type { PhoneFormState } from "@/components/two-factor/phone-form";
import { action, propose, requireSession } from "@/lib/host/two-factor";
import { readPhoneNumber } from "@/lib/two-factor/index";

const place = { next: "/account/security" };

/** Leads to the approval of switching two-step verification on or off. */
export const switchTwoStep = action(
  z.object({ enabled: z.enum(["true", "false"]) }),
  (input, page) => propose("switch-two-step", input && { enabled: input.enabled === "true" }, page),
  place,
);

/** Leads to the approval of another first channel for codes. */
export const chooseChannel = action(
  z.object({ channel: z.string() }),
  (input, page) => propose("choose-channel", input, page),
  place,
);

/** The first half of a first or another number, approved with a code to the present destination. */
export const changePhone = action(
  z.object({ phone: z.string(), country: z.string() }),
  async (typed, page): Promise<PhoneFormState> => {
    const address = typed && readPhoneNumber(typed.phone, typed.country);
    // A malformed number is refused before a proposal checks the session, so the session is checked here.
    if (!address) await requireSession(page);
    return { ...(await propose("change-phone", { address }, page)), ...(typed && { typed }) };
  },
  { next: "/account/security/phone", draft: "phone" },
);

/** The second half sends a code to the new number. */
export const confirmPhone = action(z.object({}), (_, page) => propose("confirm-phone", {}, page), {
  next: "/account/security/phone/confirm",
});

export const removePhone = action(z.object({}), (_, page) => propose("remove-phone", {}, page), place);
