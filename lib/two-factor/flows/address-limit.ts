import type { Refused } from "@/lib/two-factor/core/refusal";
import type { AddressLimit, Ports, RequestContext } from "@/lib/two-factor/ports";

type Taken = { ok: true } | { ok: false; retryAfterSeconds: number };

/** Counts one against an address. The first refusal of a window is audited, not each: a flood must not fill the trail. */
export async function takeFromAddress(
  ports: Ports,
  limit: AddressLimit,
  key: string,
  about: { context: RequestContext; accountId?: string },
): Promise<Taken> {
  const taken = await ports.addressLimits.take(limit, key);
  if (taken.ok) return taken;
  if (taken.isFirstRefusal) {
    const { context, ...account } = about;
    const event = "excess_rate_limit_exceeded";
    await ports.store.recordEvent({ event, outcome: "refused", ...account, detail: { limit } }, context);
  }
  return { ok: false, retryAfterSeconds: taken.retryAfterSeconds };
}

/** The limit on answers, as every flow that compares a code begins. */
export async function takeAnswer(ports: Ports, context: RequestContext): Promise<{ ok: true } | Refused<"slow-down">> {
  const taken = await takeFromAddress(ports, "answer", context.ip, { context });
  return taken.ok ? taken : { ok: false, refusal: { code: "slow-down", retryAfterSeconds: taken.retryAfterSeconds } };
}
