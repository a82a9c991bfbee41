import { pickAuthenticator } from "@/lib/two-factor/core/authenticator";
import { channels } from "@/lib/two-factor/core/words";
import type { Authenticator, ChannelPort, Ports, Protection } from "@/lib/two-factor/ports";

export type Route = { authenticator: Authenticator; channel: ChannelPort };

/** Where the account's next code goes and what carries it; null when nothing configured reaches the person. */
export function findRoute(ports: Ports, protection: Protection): Route | null {
  const reachable = channels.filter((name) => ports.channels[name]);
  const authenticator = pickAuthenticator(protection, reachable);
  const channel = authenticator && ports.channels[authenticator.channel];
  return channel ? { authenticator, channel } : null;
}
