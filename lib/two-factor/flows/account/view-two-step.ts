import { maskDestination } from "@/lib/two-factor/core/message/mask";
import type { Channel } from "@/lib/two-factor/core/words";
import { findRoute } from "@/lib/two-factor/flows/code/route";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** `isFirst`: codes go there unless the person asks for another way. */
export type TwoStepView = {
  enabled: boolean;
  addresses: { id: string; channel: Channel; masked: string; isFirst: boolean }[];
};

/** Whether the second step is on, and where its codes can go. Call it behind a session only. */
export async function viewTwoStep(ports: Ports, input: { accountId: string }): Promise<TwoStepView> {
  const protection = await ports.store.readProtection(input.accountId);
  const { enabled, authenticators } = protection;
  const first = findRoute(ports, protection)?.authenticator.id;
  const addresses = authenticators.map(({ id, channel, address }) => ({
    id,
    channel,
    masked: maskDestination(channel, address),
    isFirst: id === first,
  }));
  return { enabled, addresses };
}
