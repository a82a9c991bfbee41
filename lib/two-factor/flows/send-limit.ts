import type { Refused } from "@/lib/two-factor/core/refusal";
import { auditRefusal } from "@/lib/two-factor/flows/address-limit";
import type { Authenticator, Ports, Protection, RequestContext } from "@/lib/two-factor/ports";

/** Room for one message, taken before it is written; `giveBack` when it was not. */
type Room = { ok: true; giveBack: () => Promise<void> };

/** Counts a message against where it goes and whence it was asked for: both have room, or neither is counted. */
export async function takeSend(
  ports: Ports,
  { channel, address }: Authenticator,
  { protection: { accountId }, context }: { protection: Protection; context: RequestContext },
): Promise<Room | Refused<"send-limit" | "slow-down">> {
  const to = { limit: "send-to-destination", key: ports.hash(`${channel}:${address}`) } as const;
  const from = { limit: "send-from-address", key: context.ip } as const;
  const giveBack = ({ limit, key }: typeof to | typeof from) => ports.addressLimits.giveBack(limit, key);
  const [toDestination, fromAddress] = await ports.addressLimits.takeBoth(to, from);
  const about = { context, accountId };
  if (!toDestination.ok) {
    if (fromAddress.ok) await giveBack(from);
    await auditRefusal(ports, to.limit, toDestination, about);
    return refuse("send-limit", toDestination);
  }
  if (!fromAddress.ok) {
    await giveBack(to);
    await auditRefusal(ports, from.limit, fromAddress, about);
    return refuse("slow-down", fromAddress);
  }
  return {
    ok: true,
    giveBack: async () => {
      await giveBack(to);
      await giveBack(from);
    },
  };
}

function refuse<Code extends "send-limit" | "slow-down">(
  code: Code,
  { retryAfterSeconds }: { retryAfterSeconds: number },
) {
  return { ok: false as const, refusal: { code, retryAfterSeconds } };
}
