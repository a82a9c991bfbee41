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

export type CodeAddresses = Awaited<ReturnType<typeof readCodeAddresses>>;
