import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { Binding } from "@/lib/two-factor/core/code/binding";
import type { NewChallenge } from "@/lib/two-factor/core/code/records";
import { refusalToSend } from "@/lib/two-factor/core/code/send-again";
import type { Authenticator } from "@/lib/two-factor/core/factor/records";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import { findRoute } from "@/lib/two-factor/flows/code/route";
import { takeSend } from "@/lib/two-factor/flows/limit/send-limit";
import { deliverQueued } from "@/lib/two-factor/flows/message/deliver";
import type { CodeMessage } from "@/lib/two-factor/flows/message/ports";
import { sealMessage } from "@/lib/two-factor/flows/message/sealed-message";
import type { Ports } from "@/lib/two-factor/flows/ports";

export type CodeRequest = {
  protection: Protection;
  binding: Binding;
  context: RequestContext;
  /** The language its lines are sealed in, where the code is for an approval; else that of the person. */
  locale?: string;
  /** What the message has to show, where the code is for an approval. */
  approval?: CodeMessage["approval"];
};

/** A code that may be sent as far as is known. The store has the last word; whoever asked it calls one of the two. */
export type PreparedCode = {
  ok: true;
  challenge: NewChallenge;
  /** It was issued: the message leaves after the response. */
  deliver(): void;
  /** It was not: the limits of destination and client address get their count back, and so does the day's for texts. */
  giveBack(): Promise<void>;
};

/**
 * Makes a code. In this order, cheap before dear:
 *  1. what is already known of the account: budget, cool-down, caps;
 *  2. whether anything can be reached;
 *  3. the limits of the destination and of the client address;
 *  4. for a text, those that keep anybody from earning by it.
 */
export async function prepareCode(ports: Ports, request: CodeRequest): Promise<PreparedCode | Refused> {
  const refusal = refusalToSend(request.protection, ports.limits.sending);
  if (refusal) return { ok: false, refusal };
  const route = findRoute(ports, request.protection);
  if (!route) return nobodyReached(ports, request);
  const taken = await takeSend(ports, route.authenticator, request);
  if (!taken.ok) return taken;

  const code = ports.random.digits(ports.limits.code.digits);
  const challenge = { ...newChallenge(ports, request, route.authenticator, code), text: taken.text };
  return {
    ok: true,
    challenge,
    // A provider takes its time, and how long it takes would tell whether there was anything to send.
    deliver: () => ports.afterResponse(() => deliverQueued(ports, challenge.deliveryId)),
    giveBack: taken.giveBack,
  };
}

/** Fails closed. The operator is told: this person cannot go on, and does not know why. */
function nobodyReached(ports: Ports, { protection, context }: CodeRequest): Refused<"no-authenticator"> {
  ports.log.warn("no_authenticator", { requestId: context.requestId, accountId: protection.accountId });
  return { ok: false, refusal: { code: "no-authenticator" } };
}

function newChallenge(
  ports: Ports,
  request: CodeRequest,
  authenticator: Authenticator,
  code: string,
): Omit<NewChallenge, "text"> {
  const bound = {
    accountId: request.protection.accountId,
    purpose: request.binding.purpose,
    channel: authenticator.channel,
    bindingDigest: ports.digest(request.binding),
  };
  const id = ports.random.id();
  const written = {
    ...bound,
    ...ports.mac.seal({ ...bound, challengeId: id, code }),
    id,
    deliveryId: ports.random.id(),
    authenticatorId: authenticator.id,
    browserHash: request.context.browserHash,
    reference: ports.random.reference(),
  };
  return { ...written, sealed: sealCode(ports, request, { ...written, to: authenticator.address, code }) };
}

function sealCode(
  ports: Ports,
  { protection, context, approval, locale = protection.locale ?? context.locale }: CodeRequest,
  { to, code, ...challenge }: Omit<NewChallenge, "sealed" | "text"> & { to: string; code: string },
): string {
  const { deliveryId, accountId, purpose, reference } = challenge;
  const message = {
    purpose,
    to,
    code,
    reference,
    minutes: ports.limits.code.lifetimeMinutes,
    locale,
    ...(approval && { approval }),
  };
  return sealMessage(ports, { rowId: deliveryId, accountId }, { message, context });
}
