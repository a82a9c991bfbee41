import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

export type NewSession = {
  idHash: string;
  accountId: string;
  browserHash: string;
  amr: AuthenticationMethod[];
  acr: string;
  /** When it was proved, where that is not now. */
  authenticatedAt?: Date;
  /** Ends so long after it was last used, and never else; without it, as the limits say. */
  maxAgeSeconds?: number | null;
};

export type SessionRecord = {
  accountId: string;
  amr: AuthenticationMethod[];
  acr: string;
  /** When the last factor was proved. */
  authenticatedAt: Date;
};
