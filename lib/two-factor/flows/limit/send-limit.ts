import type { Protection } from "@/lib/two-factor/core/account/protection";
import { unproved } from "@/lib/two-factor/core/factor/records";
import type { SmsReservation } from "@/lib/two-factor/core/limit/sms";
import type { Destination } from "@/lib/two-factor/core/message/notice";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { auditRefusal } from "@/lib/two-factor/flows/limit/address-limit";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** Room for one message, taken before it is written; `giveBack` when it was not. `sms` where it is one. */
export type Room = { ok: true; sms: SmsReservation | null; giveBack: () => Promise<void> };
type Asked = { protection: Protection; context: RequestContext };
type To = Destination & { authenticatorId: string };

/**
 * Counts a message against all limits but the account's own: each has room, or it is counted by none. `takeMore` counts
 * what only its channel does, once there is room everywhere else.
 */
export async function takeSend(
  ports: FactorPorts,
  to: To,
  asked: Asked,
  takeMore: () => Promise<Room | Refused>,
): Promise<Room | Refused> {
  const places = await takePlaces(ports, to, asked);
  if (!places.ok) return places;
  const more = await takeMore();
  if (!more.ok) {
    await places.giveBack();
    return more;
  }
  return {
    ok: true,
    sms: more.sms,
    giveBack: async () => {
      await places.giveBack();
      await more.giveBack();
    },
  };
}

/**
 * Counts a message against where it goes and whence it was asked for: both have room, or neither is counted, but for the
 * one mark that says that a refusal was told. Addresses that are only claimed have a counter of their own, or anybody
 * could use up the codes of their owner.
 */
async function takePlaces(
  ports: FactorPorts,
  { authenticatorId, channel, address }: To,
  { protection: { accountId }, context }: Asked,
): Promise<{ ok: true; giveBack: () => Promise<void> } | Refused<"send-limit" | "slow-down">> {
  const limit = authenticatorId === unproved ? "send-to-unproved" : "send-to-destination";
  const to = { limit, key: ports.hash(`${channel}:${address}`) } as const;
  const from = { limit: "send-from-address", key: context.ip } as const;
  const giveBack = ({ limit, key }: typeof to | typeof from) => ports.addressLimits.giveBack(limit, key);
  const [toDestination, fromAddress] = await ports.addressLimits.takeBoth(to, from);
  const about = { context, accountId };
  if (!toDestination.ok) {
    if (!toDestination.isFirstRefusal) await giveBack(to);
    if (fromAddress.ok || !fromAddress.isFirstRefusal) await giveBack(from);
    await auditRefusal(ports, to.limit, toDestination, about);
    return refuse("send-limit", toDestination);
  }
  if (!fromAddress.ok) {
    if (!fromAddress.isFirstRefusal) await giveBack(from);
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
