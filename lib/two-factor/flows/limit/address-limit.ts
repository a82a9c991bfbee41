import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { AddressLimit } from "@/lib/two-factor/flows/limit/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

type About = { context: RequestContext; accountId?: string };

/** The first refusal of a window is audited, not each: a flood must not fill the trail. */
export async function auditRefusal(
  ports: Pick<FactorPorts, "store">,
  limit: AddressLimit,
  { isFirstRefusal }: { isFirstRefusal: boolean },
  { context, ...account }: About,
): Promise<void> {
  if (!isFirstRefusal) return;
  const event = "excess_rate_limit_exceeded";
  await ports.store.recordEvent({ event, outcome: "refused", ...account, detail: { limit } }, context);
}

/**
 * The limit on answers of a client address. Answers to a sign-in begin with it; of an approval only those that nothing is
 * compared for are counted, as the others need a live session and spend its account's own budget.
 */
export async function takeAnswer(
  ports: FactorPorts,
  context: RequestContext,
): Promise<{ ok: true } | Refused<"slow-down">> {
  const taken = await ports.addressLimits.take("answer", context.ip);
  if (taken.ok) return taken;
  await auditRefusal(ports, "answer", taken, { context });
  return { ok: false, refusal: { code: "slow-down", retryAfterSeconds: taken.retryAfterSeconds } };
}
