import { maskDestination } from "@/lib/two-factor/core/mask";
import type { Channel } from "@/lib/two-factor/core/words";
import type { Ports } from "@/lib/two-factor/ports";

export type TwoStepView = { enabled: boolean; addresses: { id: string; channel: Channel; masked: string }[] };

/** Whether the second step is on, and where its codes can go. Call it behind a session only. */
export async function viewTwoStep({ store }: Ports, input: { accountId: string }): Promise<TwoStepView> {
  const { enabled, authenticators } = await store.readProtection(input.accountId);
  const addresses = authenticators.map(({ id, channel, address }) => ({
    id,
    channel,
    masked: maskDestination(channel, address),
  }));
  return { enabled, addresses };
}
