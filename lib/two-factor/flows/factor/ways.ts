import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import { pickAuthenticator, pickOtherAuthenticator } from "@/lib/two-factor/core/factor/authenticator";
import type { Authenticator, FactorName } from "@/lib/two-factor/core/factor/records";
import type { Destination } from "@/lib/two-factor/core/message/notice";
import type { Purpose } from "@/lib/two-factor/core/words";
import type { Factor } from "@/lib/two-factor/flows/factor/ports";
import type { Ports } from "@/lib/two-factor/flows/ports";

type HasFactors = Pick<Ports, "factors">;

/** One thing a person can prove, and the factor that knows how. */
export type Way = { factor: Factor; authenticator: Authenticator };

/** How the account's next challenge is proved; null where it has nothing that this application takes for the purpose. */
export function findWay(ports: HasFactors, protection: Protection, purpose: Purpose): Way | null {
  return wayOf(ports, pickAuthenticator(protection, usableFor(ports, purpose)));
}

/** How else: by another factor than that of the newest challenge or, before there is one, of the next one. */
export function findOtherWay(
  ports: Pick<Ports, "factors" | "switchableTo">,
  protection: Protection,
  { purpose, challenge }: { purpose: Purpose; challenge: Pick<ChallengeRecord, "factor"> | null },
): Way | null {
  const from = challenge?.factor ?? findWay(ports, protection, purpose)?.factor.name;
  if (from === undefined) return null;
  const { switchableTo } = ports;
  return wayOf(ports, pickOtherAuthenticator(protection, usableFor(ports, purpose), { from, switchableTo }));
}

/** The account, its challenges being of this factor as far as it has one; null leaves the person's setting. */
export function preferring(protection: Protection, factor: FactorName | null | undefined): Protection {
  return factor ? { ...protection, preferredFactor: factor } : protection;
}

export function factorNamed({ factors }: HasFactors, wanted: FactorName): Factor | null {
  return factors.find(({ name }) => name === wanted) ?? null;
}

/** Where messages reach the person: the addresses of all authenticators whose factor sends any. */
export function destinationsIn(ports: HasFactors, authenticators: readonly Authenticator[]): Destination[] {
  return authenticators.flatMap(({ factor, address }) => {
    const channel = factorNamed(ports, factor)?.channel;
    return channel && address !== null ? [{ channel, address }] : [];
  });
}

function usableFor({ factors }: HasFactors, purpose: Purpose): FactorName[] {
  return factors.flatMap(({ name, purposes }) => (purposes.includes(purpose) ? [name] : []));
}

export function wayOf(ports: HasFactors, authenticator: Authenticator | null): Way | null {
  const factor = authenticator && factorNamed(ports, authenticator.factor);
  return factor ? { factor, authenticator } : null;
}
