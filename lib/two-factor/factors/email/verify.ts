import { adds } from "@/lib/two-factor/factors/email/words";
import { explainOlderCode, readCode, verifyCode } from "@/lib/two-factor/flows/code/verify-code";
import type { Answered, Verdict } from "@/lib/two-factor/flows/factor/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

export async function verify(ports: FactorPorts, answered: Answered): Promise<Verdict> {
  return verifyCode(ports, adds(answered.firstStep), answered);
}

export { explainOlderCode as explain, readCode as read };
