import type { NewMessage } from "@/lib/two-factor/core/code/records";
import { refusalToSend } from "@/lib/two-factor/core/code/send-again";
import type { SmsReservation } from "@/lib/two-factor/core/limit/sms";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { Channel } from "@/lib/two-factor/core/words";
import type { Beginning, Begun } from "@/lib/two-factor/flows/factor/ports";
import { type Room, takeSend } from "@/lib/two-factor/flows/limit/send-limit";
import { sealMessage } from "@/lib/two-factor/flows/message/sealed-message";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** A channel, and what a message on it costs besides the limits of every send. */
export type CodeChannel = {
  channel: Channel;
  /** Counted last. Absent: nothing more is counted. */
  takeMore?: (ports: FactorPorts, beginning: Beginning) => Promise<Room | Refused>;
};

/**
 * Begins a challenge that is answered with a code from a message. In this order, cheap before dear:
 *  1. what is already known of the account: budget, cool-down, caps;
 *  2. the limits of the destination and of the client address;
 *  3. what only this channel counts.
 */
export async function beginCode(
  ports: FactorPorts,
  { channel, takeMore }: CodeChannel,
  beginning: Beginning,
): Promise<Begun | Refused> {
  const refusal = refusalToSend(beginning.protection, ports.limits.sending);
  if (refusal) return { ok: false, refusal };
  const { authenticator } = beginning;
  const to = { channel, address: authenticator.address ?? "", authenticatorId: authenticator.id };
  const room = await takeSend(ports, to, beginning, async () => takeMore?.(ports, beginning) ?? nothingMore);
  if (!room.ok) return room;

  const { id: challengeId, accountId, purpose, factor, bindingDigest } = beginning.challenge;
  const code = ports.random.digits(ports.limits.code.digits);
  const reference = ports.random.reference();
  const message = messageOf(ports, beginning, { channel, to: to.address, code, reference, sms: room.sms });
  const expected = ports.mac.seal({ challengeId, accountId, purpose, factor, bindingDigest, code });
  return { ok: true, expected, reference, message, giveBack: room.giveBack };
}

const nothingMore: Room = { ok: true, sms: null, giveBack: async () => undefined };

type Written = { channel: Channel; to: string; code: string; reference: string; sms: SmsReservation | null };

function messageOf(
  ports: FactorPorts,
  { challenge, protection, context, approval, locale = protection.locale ?? context.locale }: Beginning,
  { channel, to, code, reference, sms }: Written,
): NewMessage {
  const { accountId, purpose } = challenge;
  const deliveryId = ports.random.id();
  const minutes = ports.limits.code.lifetimeMinutes;
  const message = { purpose, to, code, reference, minutes, locale, ...(approval && { approval }) };
  return {
    deliveryId,
    channel,
    sealed: sealMessage(ports, { rowId: deliveryId, accountId }, { message, context }),
    sms,
  };
}
