import { deliveryLimits, noticeBackOffSeconds, type UnsentReason } from "@/lib/two-factor/core/message/delivery";
import type { ClaimedDelivery, DeliveryOutcome, EndedDelivery } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { jittered } from "@/lib/two-factor/flows/message/jittered";
import type { SendResult } from "@/lib/two-factor/flows/message/ports";
import { openMessage } from "@/lib/two-factor/flows/message/sealed-message";
import type { Ports } from "@/lib/two-factor/flows/ports";

type Opened = ReturnType<typeof openMessage>;

/** Sends what was just queued here, unless somebody else took it up first. Never throws: nobody waits for it any more. */
export async function deliverQueued(ports: Ports, deliveryId: string): Promise<void> {
  try {
    const claimed = await ports.store.claimDelivery(deliveryId);
    if (claimed) await deliverClaimed(ports, claimed);
  } catch (error) {
    // It stays queued, and is taken up once the database answers again.
    ports.log.error("delivery_unclaimed", { deliveryId, error });
  }
}

/**
 * Hands a message to its channel and records how that went. Never throws.
 * The limits per address keep a failed send counted, so that a provider that is down is not hammered through us.
 */
export async function deliverClaimed(ports: Ports, claimed: ClaimedDelivery): Promise<void> {
  const ended = await sendClaimed(ports, claimed);
  try {
    await ports.store.markDelivery(ended);
  } catch (error) {
    const { deliveryId, context } = ended;
    ports.log.error("delivery_unrecorded", { requestId: context.requestId, deliveryId, error });
  }
}

/** Hands a message to its channel and says how that went; it is still to be recorded. Never throws. */
export async function sendClaimed(ports: Ports, claimed: ClaimedDelivery): Promise<EndedDelivery> {
  const { id: deliveryId, claim, channel } = claimed;
  const opened = open(ports, claimed);
  const context = opened?.context ?? noRequest(deliveryId);
  const outcome = outcomeOf(ports, claimed, await sendAtMostOnce(ports, claimed, opened));
  report(ports, { requestId: context.requestId, deliveryId, channel }, outcome);
  return { deliveryId, claim, context, ...outcome };
}

/** Null where nothing is left to open, or where it does not open. */
function open(ports: Ports, claimed: ClaimedDelivery): Opened | null {
  const { id: deliveryId, sealed } = claimed;
  if (sealed === null) return null;
  try {
    return openMessage(ports, { ...claimed, sealed });
  } catch (error) {
    ports.log.error("delivery_unreadable", { deliveryId, error });
    return null;
  }
}

/**
 * In this order:
 *  1. nothing that nobody wants any more: a code that was replaced, answered or is over, a notice of yesterday;
 *  2. nothing that may have left already, unless its channel knows a repeated message; a notice rather comes twice than
 *     not at all;
 *  3. nothing that was not sealed here for this very row.
 */
async function sendAtMostOnce(ports: Ports, claimed: ClaimedDelivery, opened: Opened | null): Promise<SendResult> {
  const channel = ports.channels[claimed.channel];
  const mayRepeat = channel?.repeatable || claimed.challengeId === null;
  if (!claimed.isWanted) return unsent("too-late");
  if (claimed.isRepeat && !mayRepeat) return unsent("interrupted");
  if (!opened) return unsent("unreadable");
  if (!channel) return unsent("no-channel");
  try {
    return await channel.send(opened.message, { withinMs: deliveryLimits.sendSeconds * 1000 });
  } catch (error) {
    ports.log.error("channel_threw", { requestId: opened.context.requestId, deliveryId: claimed.id, error });
    return { ...unsent("fault"), attempts: 1 };
  }
}

function unsent(failure: UnsentReason): Extract<SendResult, { ok: false }> {
  return { ok: false, provider: "none", failure, attempts: 0 };
}

/** Nobody waits for a notice as for a code: it is tried again. Who waits for a code asks for another one. */
function outcomeOf(ports: Ports, { challengeId, claim }: ClaimedDelivery, result: SendResult): DeliveryOutcome {
  if (result.ok) {
    const { provider, providerMessageId, attempts } = result;
    return { state: "sent", provider, providerMessageId, attempts };
  }
  const { provider, failure, attempts, again } = result;
  const isTriedAgain = again && challengeId === null && claim < deliveryLimits.claimsOfNotice;
  if (!isTriedAgain) return { state: "failed", provider, failure, attempts };
  return { state: "queued", provider, failure, attempts, retryInSeconds: jittered(ports, noticeBackOffSeconds(claim)) };
}

function report({ log }: Ports, about: object, outcome: DeliveryOutcome): void {
  const { provider, attempts } = outcome;
  if (outcome.state === "sent") log.info("delivery_sent", { ...about, provider, attempts });
  else {
    const event = outcome.state === "failed" ? "delivery_fail" : "delivery_postponed";
    log.warn(event, { ...about, provider, failure: outcome.failure });
  }
}

/** For the trail, where the request that asked for the message can no longer be read. */
function noRequest(requestId: string): RequestContext {
  return { requestId, ip: "unknown", userAgent: "", browserHash: "", locale: "en" };
}
