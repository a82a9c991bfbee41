import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { ChallengeState } from "@/lib/two-factor/core/code/challenge";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import type { Authenticator } from "@/lib/two-factor/core/factor/records";
import { maskDestination } from "@/lib/two-factor/core/message/mask";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { Channel, DeliveryState } from "@/lib/two-factor/core/words";
import { findOtherChannel, findRoute } from "@/lib/two-factor/flows/code/route";
import { readTextLimit } from "@/lib/two-factor/flows/limit/sms-limit";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** What a page may know of a code; no id, no hash, no whole address. Seconds are by the database's clock. */
export type CodeView = {
  /** Null when no verified address or phone can be reached. */
  channel: Channel | null;
  maskedDestination: string | null;
  /** How a code may be had instead; null where there is no other way. */
  otherChannel: Channel | null;
  /** Null while there is no code; then `state` is null too. */
  reference: string | null;
  state: ChallengeState | null;
  secondsLeft: number;
  attemptsLeft: number;
  /** 0 when a new code may be sent now. */
  resendInSeconds: number;
  delivery: DeliveryState | null;
  /** Why no text can be sent now, where the next code would be one and none is live. */
  textLimit: Refused<"text-limit">["refusal"] | null;
  issuedAt: Date | null;
  /** > 0 while the account's budget is spent and not even the right code is taken. */
  lockedForSeconds: number;
  codesDisabled: boolean;
};

export async function viewCode(
  ports: Ports,
  protection: Protection,
  challenge: ChallengeRecord | null,
): Promise<CodeView> {
  const destination = destinationOf(ports, protection, challenge);
  const next = challenge?.state === "pending" ? null : findRoute(ports, protection)?.authenticator;
  return {
    channel: destination?.channel ?? null,
    maskedDestination: destination && maskDestination(destination.channel, destination.address),
    otherChannel: findOtherChannel(ports, protection, challenge),
    reference: challenge?.reference ?? null,
    state: challenge?.state ?? null,
    secondsLeft: challenge?.secondsLeft ?? 0,
    attemptsLeft: challenge?.attemptsLeft ?? 0,
    resendInSeconds: protection.resendInSeconds,
    delivery: challenge?.delivery ?? null,
    textLimit: next ? await readTextLimit(ports, next, protection) : null,
    issuedAt: challenge?.issuedAt ?? null,
    lockedForSeconds: protection.lockedForSeconds,
    codesDisabled: protection.codesDisabled,
  };
}

/** Where the code went; before there is one, where it would go. */
function destinationOf(ports: Ports, protection: Protection, challenge: ChallengeRecord | null): Authenticator | null {
  const used = protection.authenticators.find(({ id }) => id === challenge?.authenticatorId);
  return used ?? findRoute(ports, protection)?.authenticator ?? null;
}
