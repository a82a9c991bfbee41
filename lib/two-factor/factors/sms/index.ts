import type { FactorFolder } from "@/lib/two-factor/factors/folder";
import { begin } from "@/lib/two-factor/factors/sms/begin";
import { enrol } from "@/lib/two-factor/factors/sms/enrol";
import { explain, read, verify } from "@/lib/two-factor/factors/sms/verify";
import { view } from "@/lib/two-factor/factors/sms/view";
import { facts, mask } from "@/lib/two-factor/factors/sms/words";

/** A code in an SMS. */
export const sms: FactorFolder = {
  facts,
  create: (ports) => ({
    ...facts,
    ...{ mask, enrol, read },
    begin: (beginning) => begin(ports, beginning),
    view: (shown) => view(ports, shown),
    verify: (answered) => verify(ports, answered),
    explain: (answered) => explain(ports, answered),
  }),
};
