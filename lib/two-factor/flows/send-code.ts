import type { Binding } from "@/lib/two-factor/core/binding";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { refusalToSend } from "@/lib/two-factor/core/resend";
import { deliverCode } from "@/lib/two-factor/flows/deliver-code";
import { findRoute, type Route } from "@/lib/two-factor/flows/route";
import { takeSend } from "@/lib/two-factor/flows/send-limit";
import type {
  Authenticator,
  ChallengeRecord,
  NewChallenge,
  Ports,
  Protection,
  RequestContext,
} from "@/lib/two-factor/ports";

type SendInput = { protection: Protection; binding: Binding; context: RequestContext };

/**
 * Sends a new code and ends the one before it. In this order, cheap before dear:
 *  1. what is already known of the account: budget, cool-down, caps;
 *  2. whether anything can be reached;
 *  3. the limits of the destination and of the client address;
 *  4. the store, which decides all of 1 again in one statement and so settles every race.
 */
export async function sendCode(ports: Ports, input: SendInput): Promise<{ ok: true } | Refused> {
  const refusal = refusalToSend(input.protection, ports.limits.sending);
  if (refusal) return { ok: false, refusal };
  const route = findRoute(ports, input.protection);
  if (!route) return nobodyReached(ports, input);
  const taken = await takeSend(ports, route.authenticator, input);
  if (!taken.ok) return taken;

  const code = ports.random.digits(ports.limits.code.digits);
  const challenge = newChallenge(ports, input, route.authenticator, code);
  const issued = await ports.store.issueChallenge({ challenge, context: input.context });
  if (!issued.issued) {
    await taken.giveBack();
    const late = refusalToSend(issued, ports.limits.sending);
    return { ok: false, refusal: late ?? { code: "cool-down", retryAfterSeconds: 1 } };
  }
  deliverAfterResponse(ports, input.context, { route, code, challenge, issued: issued.challenge });
  return { ok: true };
}

/** Fails closed. The operator is told: this person cannot get in, and does not know why. */
function nobodyReached(ports: Ports, { protection, context }: SendInput): Refused<"no-authenticator"> {
  ports.log.warn("no_authenticator", { requestId: context.requestId, accountId: protection.accountId });
  return { ok: false, refusal: { code: "no-authenticator" } };
}

function newChallenge(ports: Ports, input: SendInput, authenticator: Authenticator, code: string): NewChallenge {
  const bound = {
    accountId: input.protection.accountId,
    purpose: input.binding.purpose,
    channel: authenticator.channel,
    bindingDigest: ports.digest(input.binding),
  };
  const id = ports.random.id();
  return {
    ...bound,
    ...ports.mac.seal({ ...bound, challengeId: id, code }),
    id,
    deliveryId: ports.random.id(),
    authenticatorId: authenticator.id,
    browserHash: input.context.browserHash,
    reference: ports.random.reference(),
  };
}

// A provider takes its time, and how long it takes would tell whether there was anything to send.
function deliverAfterResponse(
  ports: Ports,
  context: RequestContext,
  { route, code, challenge, issued }: { route: Route; code: string; challenge: NewChallenge; issued: ChallengeRecord },
): void {
  const message = {
    deliveryId: challenge.deliveryId,
    purpose: challenge.purpose,
    to: route.authenticator.address,
    code,
    reference: challenge.reference,
    minutes: ports.limits.code.lifetimeMinutes,
    locale: context.locale,
    origin: { ip: context.ip, userAgent: context.userAgent, at: issued.issuedAt },
  };
  ports.afterResponse(() => deliverCode(ports, { channel: route.channel, message, context }));
}
