import { normaliseCode } from "@/lib/two-factor/core/code/code";
import type { Mac } from "@/lib/two-factor/core/code/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { Refusal } from "@/lib/two-factor/core/refusal";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";
import type { Answered, Verdict } from "@/lib/two-factor/flows/factor/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** Six digits, as they were typed or pasted. */
export function readCode(given: unknown): Json | undefined {
  const typed = normaliseCode(given);
  return typed.ok ? typed.code : undefined;
}

/** A code is used up by the end of its challenge, and nothing has to be used up besides. */
export function verifyCode(
  ports: Pick<FactorPorts, "mac">,
  adds: readonly AuthenticationMethod[],
  { challenge, bindingDigest, reserved, answer }: Answered,
): Verdict {
  const sent = { ...challenge, bindingDigest, expected: reserved.expected };
  return isSentCode(ports, sent, answer) ? { ok: true, adds, spends: null } : { ok: false };
}

/** Two messages in one mailbox are easily confused: the browser that owns both codes is told which one counts. */
export async function explainOlderCode(
  ports: Pick<FactorPorts, "mac" | "store">,
  { challenge, answer, reserved, context }: Answered,
): Promise<Refusal | null> {
  const { accountId, purpose, reference, issuedAt } = challenge;
  const superseded = await ports.store.findSupersededCodes({ accountId, purpose, browserHash: context.browserHash });
  const typed = superseded.find((older) => isSentCode(ports, { ...older, accountId, purpose }, answer));
  if (!typed || reference === null) return null;
  const { attemptsLeft } = reserved;
  return {
    code: "older-code",
    answeredReference: typed.reference,
    sentReference: reference,
    sentAt: issuedAt,
    attemptsLeft,
  };
}

type Sent = Pick<Answered["challenge"], "id" | "accountId" | "purpose" | "factor"> & {
  bindingDigest: string;
  expected: Json;
};

/** Whether this code went out with this challenge, for exactly this account, purpose and binding. */
function isSentCode({ mac }: Pick<FactorPorts, "mac">, sent: Sent, code: Json): boolean {
  const { id: challengeId, accountId, purpose, factor, bindingDigest, expected } = sent;
  if (typeof code !== "string" || !isMac(expected)) return false;
  return mac.matches({ challengeId, accountId, purpose, factor, bindingDigest, code }, expected);
}

function isMac(expected: Json): expected is Mac {
  if (typeof expected !== "object" || expected === null || Array.isArray(expected)) return false;
  const { mac, keyId, macVersion } = expected;
  return typeof mac === "string" && typeof keyId === "string" && typeof macVersion === "number";
}
