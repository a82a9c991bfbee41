import type { Issued, NewChallenge } from "@/lib/two-factor/core/code/records";
import { refusalToSend } from "@/lib/two-factor/core/code/send-again";
import type { Refused } from "@/lib/two-factor/core/refusal";
import { type CodeRequest, prepareCode } from "@/lib/two-factor/flows/code/prepare-code";
import type { Ports } from "@/lib/two-factor/flows/ports";

/**
 * Sends a new code and ends the one before it. The store decides once more in the statement that writes, and so settles
 * every race.
 */
export async function sendCode(
  ports: Ports,
  request: CodeRequest,
  issue = (challenge: NewChallenge): Promise<Issued> =>
    ports.store.issueChallenge({ challenge, context: request.context }),
): Promise<{ ok: true } | Refused> {
  const prepared = await prepareCode(ports, request);
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
