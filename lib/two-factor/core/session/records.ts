import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

export type NewSession = {
  idHash: string;
  accountId: string;
  browserHash: string;
  amr: AuthenticationMethod[];
  acr: string;
};

export type SessionRecord = {
  accountId: string;
  amr: AuthenticationMethod[];
  acr: string;
  /** When the last factor was proved. */
  authenticatedAt: Date;
};
