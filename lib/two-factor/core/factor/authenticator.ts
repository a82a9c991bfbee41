import type { FactorName } from "@/lib/two-factor/core/factor/records";

/**
 * What the next challenge is about: an authenticator of the factor that the person prefers, else of the first of `usable`
 * that the person has. Decided here and never by a request, so that a stranger with the password cannot ask for the
 * weakest one. `usable` stands in the order of the list of factors.
 */
export function pickAuthenticator<A extends { factor: FactorName }>(
  account: { preferredFactor: FactorName | null; authenticators: readonly A[] },
  usable: readonly FactorName[],
): A | null {
  const { preferredFactor, authenticators } = account;
  const inOrder = preferredFactor !== null && usable.includes(preferredFactor) ? [preferredFactor, ...usable] : usable;
  const picked = inOrder.map((name) => authenticators.find(({ factor }) => factor === name));
  return picked.find((each) => each !== undefined) ?? null;
}

/** What a challenge is about that is not proved as the one `from`: what policy allows of the account's other factors. */
export function pickOtherAuthenticator<A extends { factor: FactorName }>(
  account: { authenticators: readonly A[] },
  usable: readonly FactorName[],
  { from, switchableTo }: { from: FactorName; switchableTo: readonly FactorName[] },
): A | null {
  const isOther = (name: FactorName) => name !== from && usable.includes(name) && switchableTo.includes(name);
  return account.authenticators.find(({ factor }) => isOther(factor)) ?? null;
}
