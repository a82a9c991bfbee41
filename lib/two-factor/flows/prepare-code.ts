import { pickAuthenticator } from "@/lib/two-factor/core/authenticator";
import type { Binding } from "@/lib/two-factor/core/binding";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { refusalToSend } from "@/lib/two-factor/core/resend";
import type { Channel } from "@/lib/two-factor/core/words";
import { takeFromAddress } from "@/lib/two-factor/flows/address-limit";
import { deliverCode } from "@/lib/two-factor/flows/deliver-code";
import type {
  Authenticator,
  ChannelPort,
  CodeMessage,
  NewChallenge,
  Ports,
  Protection,
  RequestContext,
} from "@/lib/two-factor/ports";

export type CodeRequest = {
  protection: Protection;
  binding: Binding;
  context: RequestContext;
  /** What the message has to show, where the code is for an approval. */
  approval?: CodeMessage["approval"];
};

/** A code that may be sent as far as is known. The store has the last word; whoever asked it calls one of the two. */
export type PreparedCode = {
  ok: true;
  challenge: NewChallenge;
  /** It was issued: the message leaves after the response. */
  deliver(issuedAt: Date): void;
  /** It was not: the limits of destination and client address get their count back. */
  giveBack(): Promise<void>;
};

type Route = { authenticator: Authenticator; channel: ChannelPort };

/**
 * Makes a code. In this order, cheap before dear:
 *  1. what is already known of the account: budget, cool-down, caps;
 *  2. whether anything can be reached;
 *  3. the limits of the destination and of the client address.
 */
export async function prepareCode(ports: Ports, request: CodeRequest): Promise<PreparedCode | Refused> {
  const refusal = refusalToSend(request.protection, ports.limits.sending);
  if (refusal) return { ok: false, refusal };
  const route = findRoute(ports, request.protection);
  if (!route) return { ok: false, refusal: { code: "no-authenticator" } };
  const destination = ports.hash(`${route.channel.channel}:${route.authenticator.address}`);
  const limited = await takeSend(ports, destination, request);
  if (limited) return limited;

  const code = ports.random.digits(ports.limits.code.digits);
  const challenge = newChallenge(ports, request, route.authenticator, code);
  return {
    ok: true,
    challenge,
    deliver: (issuedAt) => deliverAfterResponse(ports, request, { route, code, challenge, issuedAt }),
    giveBack: () => giveSendBack(ports, destination, request.context),
  };
}

function findRoute(ports: Ports, protection: Protection): Route | null {
  const reachable = Object.keys(ports.channels) as Channel[];
  const authenticator = pickAuthenticator(protection, reachable);
  const channel = authenticator && ports.channels[authenticator.channel];
  return channel ? { authenticator, channel } : null;
}

async function takeSend(ports: Ports, destination: string, request: CodeRequest): Promise<Refused | null> {
  const about = { context: request.context, accountId: request.protection.accountId };
  const toDestination = await takeFromAddress(ports, "send-to-destination", destination, about);
  if (!toDestination.ok) {
    return { ok: false, refusal: { code: "send-limit", retryAfterSeconds: toDestination.retryAfterSeconds } };
  }
  const fromAddress = await takeFromAddress(ports, "send-from-address", request.context.ip, about);
  if (fromAddress.ok) return null;
  await ports.addressLimits.giveBack("send-to-destination", destination);
  return { ok: false, refusal: { code: "slow-down", retryAfterSeconds: fromAddress.retryAfterSeconds } };
}

async function giveSendBack(ports: Ports, destination: string, context: RequestContext): Promise<void> {
  await ports.addressLimits.giveBack("send-to-destination", destination);
  await ports.addressLimits.giveBack("send-from-address", context.ip);
}

function newChallenge(ports: Ports, request: CodeRequest, authenticator: Authenticator, code: string): NewChallenge {
  const bound = {
    accountId: request.protection.accountId,
    purpose: request.binding.purpose,
    channel: authenticator.channel,
    bindingDigest: ports.digest(request.binding),
  };
  const id = ports.random.id();
  return {
    ...bound,
    ...ports.mac.seal({ ...bound, challengeId: id, code }),
    id,
    deliveryId: ports.random.id(),
    authenticatorId: authenticator.id,
    browserHash: request.context.browserHash,
    reference: ports.random.reference(),
  };
}

// A provider takes its time, and how long it takes would tell whether there was anything to send.
function deliverAfterResponse(
  ports: Ports,
  { context, approval }: CodeRequest,
  { route, code, challenge, issuedAt }: { route: Route; code: string; challenge: NewChallenge; issuedAt: Date },
): void {
  const message = {
    deliveryId: challenge.deliveryId,
    purpose: challenge.purpose,
    to: route.authenticator.address,
    code,
    reference: challenge.reference,
    minutes: ports.limits.code.lifetimeMinutes,
    locale: context.locale,
    ...(approval && { approval }),
    origin: { ip: context.ip, userAgent: context.userAgent, at: issuedAt },
  };
  ports.afterResponse(() => deliverCode(ports, { channel: route.channel, message, context }));
}
