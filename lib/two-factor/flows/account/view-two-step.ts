import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Channel } from "@/lib/two-factor/core/words";
import { factorNamed, findWay } from "@/lib/two-factor/flows/factor/ways";
import type { Ports } from "@/lib/two-factor/flows/ports";

/** `isFirst`: this is what is asked for unless the person asks for another way. */
export type TwoStepView = {
  enabled: boolean;
  authenticators: {
    id: string;
    factor: FactorName;
    /** What carries its messages; null where it sends none. */
    channel: Channel | null;
    masked: string | null;
    isFirst: boolean;
  }[];
};

/** Whether the second step is on, and what the account can prove. Call it behind a session only. */
export async function viewTwoStep(ports: Ports, input: { accountId: string }): Promise<TwoStepView> {
  const protection = await ports.store.readProtection(input.accountId);
  const first = findWay(ports, protection, "sign-in")?.authenticator.id;
  const authenticators = protection.authenticators.map((each) => {
    const factor = factorNamed(ports, each.factor);
    const { id, factor: name } = each;
    return {
      id,
      factor: name,
      channel: factor?.channel ?? null,
      masked: factor?.mask(each) ?? null,
      isFirst: id === first,
    };
  });
  return { enabled: protection.enabled, authenticators };
}
