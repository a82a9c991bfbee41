import type { DeliveryFailure } from "@/lib/two-factor/channels/delivery-failure";
import type { MessageChannel, SendResult } from "@/lib/two-factor/flows/message/ports";
import {
  afterFailure,
  afterSuccess,
  type Circuit,
  type CircuitLimits,
  closedCircuit,
  isOpenTo,
  whileTrying,
} from "./circuit";

export type FailoverConfig = {
  /** For one message over all providers. 20 000 by default. */
  overallTimeoutMs?: number;
  /** Told when a message goes on to the next provider. */
  onPassedOn?: (event: { deliveryId: string; provider: string; failure: string }) => void;
} & Partial<CircuitLimits>;

const resting: DeliveryFailure = "resting";
const allResting: SendResult = { ok: false, provider: "none", failure: resting, attempts: 0, again: true };

type Route = { channel: MessageChannel; circuit: Circuit };

/**
 * Several providers of one channel as one: a message that the first could not take goes to the next, as it is and under
 * the same delivery id. A provider that failed three times in a row is left alone for 30 s. All have 20 s together, and
 * each one leaves the later ones their share of it. Never from one channel to another: every provider is of the same.
 */
export function createFailover(
  channels: readonly [MessageChannel, ...MessageChannel[]],
  { overallTimeoutMs = 20_000, onPassedOn, failures = 3, restMs = 30_000 }: FailoverConfig = {},
): MessageChannel {
  const { channel } = channels[0];
  if (channels.some((other) => other.channel !== channel)) throw new TypeError("A failover keeps to one channel");
  const routes: Route[] = channels.map((port) => ({ channel: port, circuit: closedCircuit }));

  async function attempt(route: Route, ...given: Parameters<MessageChannel["send"]>): Promise<SendResult> {
    route.circuit = whileTrying(route.circuit, Date.now(), { failures, restMs });
    const result = await route.channel.send(...given);
    route.circuit = isDown(result) ? afterFailure(route.circuit, Date.now(), { failures, restMs }) : afterSuccess();
    return result;
  }

  return {
    channel,
    // Which of them had the message is not known afterwards.
    repeatable: channels.every(({ repeatable }) => repeatable),
    async send(message, { withinMs = overallTimeoutMs } = {}) {
      const endsAt = performance.now() + Math.min(withinMs, overallTimeoutMs);
      let last: SendResult = allResting;
      let attempts = 0;
      for (const [index, route] of routes.entries()) {
        const share = (endsAt - performance.now()) / (routes.length - index);
        if (share <= 0 || !isOpenTo(route.circuit, Date.now())) continue;
        if (attempts > 0 && !last.ok) onPassedOn?.({ deliveryId: message.deliveryId, ...last });
        last = await attempt(route, message, { withinMs: share });
        attempts += last.attempts;
        if (last.ok || isFinal(last.failure)) break;
      }
      return { ...last, attempts, ...(isDown(last) && { again: true }) };
    },
  };
}

/** What another provider could not do either. */
function isFinal(failure: string): boolean {
  return failure === ("unsafe-recipient" satisfies DeliveryFailure);
}

const signsOfDeath: ReadonlySet<string> = new Set<DeliveryFailure>([
  "rate-limited",
  "provider-error",
  "timeout",
  "unreachable",
  "invalid-response",
  "untrusted",
]);

// A provider that refuses one message is there for the next.
function isDown(result: SendResult): boolean {
  return !result.ok && signsOfDeath.has(result.failure);
}
