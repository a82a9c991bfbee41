import { env } from "@/lib/host/server/env";
import { factors, within } from "@/lib/host/two-factor";
import { type FactorName, type SmsRefusal, smsRefusal } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** The refusal if this site's settings forbid SMS to this number. Checked before anything is sent there. */
export function phoneRefusal(number: string): SmsRefusal | "no-sms" | null {
  return factors().includes("sms") ? smsRefusal(number, env().SMS_COUNTRIES) : "no-sms";
}

/**
 * The destinations of this person's codes, the first channel first. `locking` keeps other transactions from changing
 * them.
 */
export async function readCodeAddresses(tx: Prisma.TransactionClient, accountId: string, locking: boolean) {
  const account = within(tx);
  const { authenticators, preferredFactor } = await (locking
    ? account.lockTwoStep(accountId)
    : account.readTwoStep(accountId));
  const addressOf = (factor: FactorName) => authenticators.find((each) => each.factor === factor)?.address ?? null;
  return { preferredFactor, authenticators, email: addressOf("email"), phone: addressOf("sms") };
}

export type CodeAddresses = Awaited<ReturnType<typeof readCodeAddresses>>;
