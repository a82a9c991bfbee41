import type { Refused } from "@/lib/two-factor/core/refusal";
import { takeSms } from "@/lib/two-factor/factors/sms/limit";
import { facts } from "@/lib/two-factor/factors/sms/words";
import { beginCode } from "@/lib/two-factor/flows/code/begin-code";
import type { Beginning, Begun } from "@/lib/two-factor/flows/factor/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** A code in an SMS. Each costs money, so that a stranger could earn by it: the limits on SMS come last. */
export function begin(ports: FactorPorts, beginning: Beginning): Promise<Begun | Refused> {
  return beginCode(ports, { ...facts, takeMore: takeSms }, beginning);
}
