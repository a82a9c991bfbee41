import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { ChallengeState } from "@/lib/two-factor/core/code/challenge";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { Channel, DeliveryState, Purpose } from "@/lib/two-factor/core/words";
import type { FactorView } from "@/lib/two-factor/flows/factor/ports";
import { findOtherWay, findWay, type Way, wayOf } from "@/lib/two-factor/flows/factor/ways";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** What a page may know of a challenge; no id, no hash, no whole address. Seconds are by the database's clock. */
export type ChallengeView = {
  /** Null when nothing of the account can be proved here. */
  factor: FactorName | null;
  /** What carries its message; null where it sends none. */
  channel: Channel | null;
  maskedDestination: string | null;
  /** How a code may be had instead; null where there is no other way. */
  otherChannel: Channel | null;
  /** Null while there is no challenge; then `state` is null too. */
  reference: string | null;
  state: ChallengeState | null;
  secondsLeft: number;
  attemptsLeft: number;
  /** 0 when a new code may be sent now. */
  sendAgainInSeconds: number;
  delivery: DeliveryState | null;
  /** Why none can be begun now, where none is live and the account's own limits are not the reason. */
  hindrance: Refusal | null;
  /** What a browser needs for a ceremony; null where a person types. */
  ceremony: Json;
  issuedAt: Date | null;
  /** > 0 while the account's budget is spent and not even the right code is taken. */
  lockedForSeconds: number;
  codesDisabled: boolean;
};

export async function viewChallenge(
  ports: Ports,
  { purpose, protection, challenge }: { purpose: Purpose; protection: Protection; challenge: ChallengeRecord | null },
): Promise<ChallengeView> {
  const live = challenge?.state === "pending" ? challenge : null;
  const next = findWay(ports, protection, purpose);
  const shown = usedBy(ports, protection, challenge) ?? next;
  return {
    factor: shown?.factor.name ?? null,
    channel: shown?.factor.channel ?? null,
    maskedDestination: shown?.factor.mask(shown.authenticator) ?? null,
    otherChannel: findOtherWay(ports, protection, { purpose, challenge })?.factor.channel ?? null,
    reference: challenge?.reference ?? null,
    state: challenge?.state ?? null,
    secondsLeft: challenge?.secondsLeft ?? 0,
    attemptsLeft: challenge?.attemptsLeft ?? 0,
    sendAgainInSeconds: protection.sendAgainInSeconds,
    delivery: challenge?.delivery ?? null,
    ...(await viewOf(ports, live ? shown : next, { purpose, protection, live })),
    issuedAt: challenge?.issuedAt ?? null,
    lockedForSeconds: protection.lockedForSeconds,
    codesDisabled: protection.codesDisabled,
  };
}

/** What the challenge was about, as long as the account has it. */
function usedBy(ports: Ports, { authenticators }: Protection, challenge: ChallengeRecord | null): Way | null {
  return wayOf(ports, authenticators.find(({ id }) => id === challenge?.authenticatorId) ?? null);
}

/** What the factor itself says: of the live challenge, else of the next one. */
async function viewOf(
  ports: Ports,
  way: Way | null,
  { purpose, protection, live }: { purpose: Purpose; protection: Protection; live: ChallengeRecord | null },
): Promise<FactorView> {
  if (!way) return { hindrance: null, ceremony: null };
  const { factor, authenticator } = way;
  const other = findOtherWay(ports, protection, { purpose, challenge: { factor: factor.name } });
  return factor.view({ protection, authenticator, live, otherChannel: other?.factor.channel ?? null });
}
