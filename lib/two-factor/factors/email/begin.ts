import type { Refused } from "@/lib/two-factor/core/refusal";
import { facts } from "@/lib/two-factor/factors/email/words";
import { beginCode } from "@/lib/two-factor/flows/code/begin-code";
import type { Beginning, Begun } from "@/lib/two-factor/flows/factor/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** A code in an e-mail, which costs nothing but the limits of every send. */
export function begin(ports: FactorPorts, beginning: Beginning): Promise<Begun | Refused> {
  return beginCode(ports, facts, beginning);
}
