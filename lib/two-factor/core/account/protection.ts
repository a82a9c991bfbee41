import type { Authenticator, FactorName } from "@/lib/two-factor/core/factor/records";

/** The account as the second step sees it. Seconds are by the database's clock; 0 means "now". */
export type Protection = {
  accountId: string;
  enabled: boolean;
  preferredFactor: FactorName | null;
  /** BCP 47, as the person chose it for messages; null follows the request. */
  locale: string | null;
  /** Verified and not removed. */
  authenticators: Authenticator[];
  codesDisabled: boolean;
  /** > 0 while the budget of wrong answers is spent. */
  lockedForSeconds: number;
  /** > 0 while no further code may be sent (cool-down or caps). */
  sendAgainInSeconds: number;
};
