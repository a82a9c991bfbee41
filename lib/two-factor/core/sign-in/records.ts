import type { AuthenticationMethod, Channel } from "@/lib/two-factor/core/words";

export type PendingSignIn = {
  id: string;
  accountId: string;
  amr: AuthenticationMethod[];
  returnPath: string;
  /** Where its codes go since the person had one sent the other way; null follows their setting. */
  channel: Channel | null;
  /** What the first step brought and the second has to know, sealed; null where there is nothing. */
  carried: string | null;
  secondsLeft: number;
};
