import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

export type PendingSignIn = {
  id: string;
  accountId: string;
  amr: AuthenticationMethod[];
  returnPath: string;
  /** What is asked for since the person chose the other way; null follows their setting. */
  factor: FactorName | null;
  /** What the first step brought and the second has to know, sealed; null where there is nothing. */
  carried: string | null;
  secondsLeft: number;
};
