import type { ChallengeState } from "@/lib/two-factor/core/challenge";
import { maskDestination } from "@/lib/two-factor/core/mask";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { Channel, DeliveryState } from "@/lib/two-factor/core/words";
import { findPendingSignIn, type PendingInput } from "@/lib/two-factor/flows/pending-sign-in";
import { findRoute } from "@/lib/two-factor/flows/route";
import type { Authenticator, ChallengeRecord, Ports, Protection } from "@/lib/two-factor/ports";

/** Everything the code page may know; no id, no hash, no whole address. Seconds are by the database's clock. */
export type SignInView = {
  ok: true;
  /** Null when no verified address or phone can be reached. */
  channel: Channel | null;
  maskedDestination: string | null;
  /** Null while there is no code; then `state` is null too. */
  reference: string | null;
  state: ChallengeState | null;
  secondsLeft: number;
  attemptsLeft: number;
  /** 0 when a new code may be sent now. */
  resendInSeconds: number;
  delivery: DeliveryState | null;
  issuedAt: Date | null;
  /** > 0 while the account's budget is spent and not even the right code is taken. */
  lockedForSeconds: number;
  codesDisabled: boolean;
  /** Where the person was going: an own path. */
  returnPath: string;
};

/** The pending sign-in of this browser as its code page shows it. Changes nothing. */
export async function viewSignIn(ports: Ports, input: PendingInput): Promise<SignInView | Refused<"not-pending">> {
  const found = await findPendingSignIn(ports, input);
  if (!found) return { ok: false, refusal: { code: "not-pending" } };
  // A code that was answered belongs to an earlier sign-in of this browser: this one has none yet.
  const challenge = found.challenge?.state === "answered" ? null : found.challenge;
  const destination = destinationOf(ports, found.protection, challenge);
  return {
    ok: true,
    channel: destination?.channel ?? null,
    maskedDestination: destination && maskDestination(destination.channel, destination.address),
    reference: challenge?.reference ?? null,
    state: challenge?.state ?? null,
    secondsLeft: challenge?.secondsLeft ?? 0,
    attemptsLeft: challenge?.attemptsLeft ?? 0,
    resendInSeconds: found.protection.resendInSeconds,
    delivery: challenge?.delivery ?? null,
    issuedAt: challenge?.issuedAt ?? null,
    lockedForSeconds: found.protection.lockedForSeconds,
    codesDisabled: found.protection.codesDisabled,
    returnPath: found.pending.returnPath,
  };
}

/** Where the code went; before there is one, where it would go. */
function destinationOf(ports: Ports, protection: Protection, challenge: ChallengeRecord | null): Authenticator | null {
  const used = protection.authenticators.find(({ id }) => id === challenge?.authenticatorId);
  return used ?? findRoute(ports, protection)?.authenticator ?? null;
}
