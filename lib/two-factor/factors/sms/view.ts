import { readSmsLimit } from "@/lib/two-factor/factors/sms/limit";
import type { FactorView, Shown } from "@/lib/two-factor/flows/factor/ports";
import type { FactorPorts } from "@/lib/two-factor/flows/ports";

/** A person types; while no code is live, the limits on SMS may be in the way of the next one. */
export async function view(ports: FactorPorts, shown: Shown): Promise<FactorView> {
  return { hindrance: shown.live ? null : await readSmsLimit(ports, shown), ceremony: null };
}
