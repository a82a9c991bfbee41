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

/** Leads to the approval of another way for codes to go first. */
export const chooseChannel = action(
  z.object({ channel: z.string() }),
  (input, page) => propose("choose-channel", input, page),
  place,
);

/** First half of a first or another number: approved with a code to where codes go now. */
export const changePhone = action(
  z.object({ phone: z.string(), country: z.string() }),
  async (typed, page): Promise<PhoneFormState> => {
    const address = typed && readPhoneNumber(typed.phone, typed.country);
    // What is no number is refused before anything asks whether the session is still there.
    if (!address) await requireSession(page);
    return { ...(await propose("change-phone", { address }, page)), ...(typed && { typed }) };
  },
  { next: "/account/security/phone", draft: "phone" },
);

/** Second half: sends a code to the new number. */
export const confirmPhone = action(z.object({}), (_, page) => propose("confirm-phone", {}, page), {
  next: "/account/security/phone/confirm",
});

export const removePhone = action(z.object({}), (_, page) => propose("remove-phone", {}, page), place);
