import { begin } from "@/lib/two-factor/factors/email/begin";
import { enrol } from "@/lib/two-factor/factors/email/enrol";
import { explain, read, verify } from "@/lib/two-factor/factors/email/verify";
import { view } from "@/lib/two-factor/factors/email/view";
import { facts, mask } from "@/lib/two-factor/factors/email/words";
import type { FactorFolder } from "@/lib/two-factor/factors/folder";

/** A code in an e-mail. */
export const email: FactorFolder = {
  facts,
  create: (ports) => ({
    ...facts,
    ...{ mask, enrol, read },
    begin: (beginning) => begin(ports, beginning),
    view,
    verify: (answered) => verify(ports, answered),
    explain: (answered) => explain(ports, answered),
  }),
};
