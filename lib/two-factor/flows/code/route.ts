import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { ChallengeRecord } from "@/lib/two-factor/core/code/records";
import { pickAuthenticator, pickOtherAuthenticator } from "@/lib/two-factor/core/factor/authenticator";
import type { Authenticator } from "@/lib/two-factor/core/factor/records";
import { type Channel, channels } from "@/lib/two-factor/core/words";
import type { ChannelPort } from "@/lib/two-factor/flows/message/ports";
import type { Ports } from "@/lib/two-factor/flows/ports";

export type Route = { authenticator: Authenticator; channel: ChannelPort };

/** Where the account's next code goes and what carries it; null when nothing configured reaches the person. */
export function findRoute(ports: Ports, protection: Protection): Route | null {
  const authenticator = pickAuthenticator(protection, configured(ports));
  const channel = authenticator && ports.channels[authenticator.channel];
  return channel ? { authenticator, channel } : null;
}

/** Where else the code of this account may go: not where the newest one went, nor, before there is one, would go. */
export function findOtherChannel(
  ports: Ports,
  protection: Protection,
  challenge: Pick<ChallengeRecord, "channel"> | null,
): Channel | null {
  const from = challenge?.channel ?? findRoute(ports, protection)?.authenticator.channel;
  if (!from) return null;
  const { switchableTo } = ports;
  return pickOtherAuthenticator(protection, configured(ports), { from, switchableTo })?.channel ?? null;
}

/** The account, its codes going by this channel as far as it can be reached; null leaves the person's setting. */
export function reachedBy(protection: Protection, channel: Channel | null | undefined): Protection {
  return channel ? { ...protection, preferredChannel: channel } : protection;
}

function configured(ports: Ports): Channel[] {
  return channels.filter((name) => ports.channels[name]);
}
