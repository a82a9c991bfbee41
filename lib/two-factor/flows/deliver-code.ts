import type { ChannelPort, CodeMessage, Ports, RequestContext, SendResult } from "@/lib/two-factor/ports";

type Delivery = { channel: ChannelPort; message: CodeMessage; context: RequestContext };

/**
 * Hands a code to its channel and records how that went. Never throws: nobody is waiting for it any more.
 * The limits per address keep a failed send counted, so that a provider that is down is not hammered through us.
 */
export async function deliverCode(ports: Ports, { channel, message, context }: Delivery): Promise<void> {
  const { deliveryId } = message;
  const about = { requestId: context.requestId, deliveryId, channel: channel.channel };
  try {
    const result = await send(ports, channel, message, about);
    await ports.store.markDelivery({ deliveryId, context, ...recorded(result) });
    if (result.ok) ports.log.info("delivery_sent", { ...about, provider: result.provider, attempts: result.attempts });
    else ports.log.warn("delivery_fail", { ...about, provider: result.provider, failure: result.failure });
  } catch (error) {
    ports.log.error("delivery_unrecorded", { ...about, error });
  }
}

async function send(ports: Ports, channel: ChannelPort, message: CodeMessage, about: object): Promise<SendResult> {
  try {
    return await channel.send(message);
  } catch (error) {
    ports.log.error("channel_threw", { ...about, error });
    return { ok: false, provider: channel.channel, failure: "fault", attempts: 1 };
  }
}

function recorded(result: SendResult) {
  const { provider, attempts } = result;
  return result.ok
    ? { state: "sent" as const, provider, attempts, providerMessageId: result.providerMessageId }
    : { state: "failed" as const, provider, attempts, failure: result.failure };
}
