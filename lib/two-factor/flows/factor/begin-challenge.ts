import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { Binding } from "@/lib/two-factor/core/code/binding";
import { refusalOfBudget } from "@/lib/two-factor/core/code/budget";
import type { ChallengeFrame, Issued, NewChallenge } from "@/lib/two-factor/core/code/records";
import { refusalToSend } from "@/lib/two-factor/core/code/send-again";
import type { Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { Beginning } from "@/lib/two-factor/flows/factor/ports";
import { findOtherWay, findWay, type Way } from "@/lib/two-factor/flows/factor/ways";
import { deliverQueued } from "@/lib/two-factor/flows/message/deliver";
import type { Ports } from "@/lib/two-factor/flows/ports";

export type ChallengeRequest = Pick<Beginning, "locale" | "approval"> & {
  protection: Protection;
  binding: Binding;
  context: RequestContext;
};

/** A challenge that may begin as far as is known. The store has the last word; one of the two is called afterwards. */
export type PreparedChallenge = {
  ok: true;
  challenge: NewChallenge;
  /** It was written: its message, if it has one, leaves after the response. */
  deliver(): void;
  /** It was not: everything that was counted for it is given back. */
  giveBack(): Promise<void>;
};

/**
 * Prepares a challenge of the factor that comes first for this account and purpose; the factor says what it needs. None
 * begins that no answer would be taken for.
 */
export async function prepareChallenge(ports: Ports, request: ChallengeRequest): Promise<PreparedChallenge | Refused> {
  const { protection, binding } = request;
  const way = findWay(ports, protection, binding.purpose);
  const spent = way && !way.factor.isGuessable ? null : refusalOfBudget(protection);
  if (spent) return { ok: false, refusal: spent };
  if (!way) return refuseWithoutWay(ports, request);
  const frame = frameOf(ports, request, way);
  const other = findOtherWay(ports, protection, { purpose: binding.purpose, challenge: frame });
  const otherChannel = other?.factor.channel ?? null;
  const { authenticator } = way;
  const begun = await way.factor.begin({ ...request, authenticator, challenge: frame, otherChannel });
  if (!begun.ok) return begun;
  const { expected, reference, message, giveBack } = begun;
  return {
    ok: true,
    challenge: { ...frame, expected, reference, message },
    // A provider takes its time, and how long it takes would tell whether there was anything to send.
    deliver: () => {
      if (message) ports.afterResponse(() => deliverQueued(ports, message.deliveryId));
    },
    giveBack,
  };
}

/**
 * Begins a new challenge and ends the one before it. The store decides once more in the statement that writes, and so
 * settles every race.
 */
export async function beginChallenge(
  ports: Ports,
  request: ChallengeRequest,
  issue = (challenge: NewChallenge): Promise<Issued> =>
    ports.store.issueChallenge({ challenge, context: request.context }),
): Promise<{ ok: true } | Refused> {
  const prepared = await prepareChallenge(ports, request);
  if (!prepared.ok) return prepared;
  const issued = await issue(prepared.challenge);
  if (issued.issued) {
    prepared.deliver();
    return { ok: true };
  }
  await prepared.giveBack();
  const late = refusalToSend(issued, ports.limits.sending);
  return { ok: false, refusal: late ?? { code: "cool-down", retryAfterSeconds: 1 } };
}

function frameOf(ports: Ports, { protection, binding, context }: ChallengeRequest, way: Way): ChallengeFrame {
  return {
    id: ports.random.id(),
    accountId: protection.accountId,
    purpose: binding.purpose,
    factor: way.factor.name,
    authenticatorId: way.authenticator.id,
    browserHash: context.browserHash,
    bindingDigest: ports.digest(binding),
  };
}

/** Fails closed. The log says so for the operator: this person cannot go on, and does not know why. */
function refuseWithoutWay(ports: Ports, { protection, context }: ChallengeRequest): Refused<"no-authenticator"> {
  ports.log.warn("no_authenticator", { requestId: context.requestId, accountId: protection.accountId });
  return { ok: false, refusal: { code: "no-authenticator" } };
}
