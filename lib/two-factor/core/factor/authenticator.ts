import type { Channel } from "@/lib/two-factor/core/words";

/**
 * Where the next code goes: the person's preferred channel, else e-mail, else whatever is left. Only channels that can
 * be reached count. Decided here and never by a request, so that nobody can ask for the weaker one.
 */
export function pickAuthenticator<A extends { channel: Channel }>(
  account: { preferredChannel: Channel | null; authenticators: readonly A[] },
  reachable: readonly Channel[],
): A | null {
  const usable = account.authenticators.filter(({ channel }) => reachable.includes(channel));
  const by = (wanted: Channel | null) => usable.find(({ channel }) => channel === wanted);
  return by(account.preferredChannel) ?? by("email") ?? usable[0] ?? null;
}

/** Where a code goes that does not come `from` where it was sent: what policy allows of the account's other channels. */
export function pickOtherAuthenticator<A extends { channel: Channel }>(
  account: { authenticators: readonly A[] },
  reachable: readonly Channel[],
  { from, switchableTo }: { from: Channel; switchableTo: readonly Channel[] },
): A | null {
  const isOther = (channel: Channel) => channel !== from && reachable.includes(channel);
  return account.authenticators.find(({ channel }) => isOther(channel) && switchableTo.includes(channel)) ?? null;
}
