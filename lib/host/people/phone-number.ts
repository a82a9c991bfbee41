import { env } from "@/lib/host/server/env";
import { factors, within } from "@/lib/host/two-factor";
import { type FactorName, type SmsRefusal, smsRefusal } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** Why no text may go to this number, as this site is set up. Asked before anything is sent there. */
export function phoneRefusal(number: string): SmsRefusal | "no-texts" | null {
  return factors().includes("sms") ? smsRefusal(number, env().SMS_COUNTRIES) : "no-texts";
}

/** Where this person's codes can go, and which way first. With `locking` nobody else changes it meanwhile. */
export async function readCodeAddresses(tx: Prisma.TransactionClient, accountId: string, locking: boolean) {
  const account = within(tx);
  const { authenticators, preferredFactor } = await (locking
    ? account.lockTwoStep(accountId)
    : account.readTwoStep(accountId));
  const addressOf = (factor: FactorName) => authenticators.find((each) => each.factor === factor)?.address ?? null;
  return { preferredFactor, authenticators, email: addressOf("email"), phone: addressOf("sms") };
}

export type CodeAddresses = Awaited<ReturnType<typeof readCodeAddresses>>;
