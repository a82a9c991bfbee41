import type { Refused } from "@/lib/two-factor/core/refusal";
import { takeFromAddress } from "@/lib/two-factor/flows/address-limit";
import type { Authenticator, Ports, Protection, RequestContext } from "@/lib/two-factor/ports";

/** Room for one message, taken before it is written; `giveBack` when it was not. */
type Room = { ok: true; giveBack: () => Promise<void> };

/** Counts a message against where it goes and whence it was asked for: both have room, or neither is counted. */
export async function takeSend(
  ports: Ports,
  { channel, address }: Authenticator,
  { protection, context }: { protection: Protection; context: RequestContext },
): Promise<Room | Refused<"send-limit" | "slow-down">> {
  const { addressLimits } = ports;
  const about = { context, accountId: protection.accountId };
  const destination = ports.hash(`${channel}:${address}`);
  const toDestination = await takeFromAddress(ports, "send-to-destination", destination, about);
  if (!toDestination.ok) return refuse("send-limit", toDestination);
  const fromAddress = await takeFromAddress(ports, "send-from-address", context.ip, about);
  if (!fromAddress.ok) {
    await addressLimits.giveBack("send-to-destination", destination);
    return refuse("slow-down", fromAddress);
  }
  const giveBack = async () => {
    await addressLimits.giveBack("send-to-destination", destination);
    await addressLimits.giveBack("send-from-address", context.ip);
  };
  return { ok: true, giveBack };
}

function refuse<Code extends "send-limit" | "slow-down">(
  code: Code,
  { retryAfterSeconds }: { retryAfterSeconds: number },
) {
  return { ok: false as const, refusal: { code, retryAfterSeconds } };
}
