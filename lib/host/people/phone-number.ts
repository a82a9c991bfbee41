import { approvalTexts } from "@/lib/host/language/texts";
import { env } from "@/lib/host/server/env";
import { twoFactor } from "@/lib/host/two-factor";
import { type Channel, type SmsRefusal, smsRefusal } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** Why no text may go to this number, as this site is set up. Asked before anything is sent there. */
export function phoneRefusal(number: string): SmsRefusal | "no-texts" | null {
  return twoFactor().channels.includes("sms") ? smsRefusal(number, env().SMS_COUNTRIES) : "no-texts";
}

/** Where this person's codes can go, and which way first. With `locking` nobody else changes it meanwhile. */
export async function readCodeAddresses(tx: Prisma.TransactionClient, accountId: string, locking: boolean) {
  const account = twoFactor().within(tx);
  const { authenticators, preferredChannel } = await (locking
    ? account.lockTwoStep(accountId)
    : account.readTwoStep(accountId));
  const addressOf = (channel: Channel) => authenticators.find((each) => each.channel === channel)?.address ?? null;
  return { preferredChannel, authenticators, email: addressOf("email"), phone: addressOf("sms") };
}

/** Why nothing can be done about numbers and channels as things are, each with a sentence under `approvals.refusal`. */
export const phoneRefusals = [
  "invalid-number",
  "country-not-allowed",
  "number-type-not-allowed",
  "no-texts",
  "same-phone",
  "phone-change-over",
  "no-phone",
  "only-address",
  "same-channel",
  "no-address",
] as const;

export function explainPhone(refusal: string, locale: string): string | null {
  const own = phoneRefusals.find((word) => word === refusal);
  return own ? approvalTexts(locale)(`approvals.refusal.${own}`) : null;
}
