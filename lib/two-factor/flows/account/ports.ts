import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { AuditEvent } from "@/lib/two-factor/core/audit";
import type { RequestContext } from "@/lib/two-factor/core/request";

/** Rows of accounts and the trail. */
export interface AccountStore {
  /** Reads the account's protection; an account without a row is simply not enabled. */
  readProtection(accountId: string): Promise<Protection>;

  /**
   * Before a first step: whether this browser has signed in to this account before (device-cookie throttling, OWASP), and
   * the account's version. An account nobody has heard of is like one that is new.
   */
  viewAccount(input: { accountId: string; browserHash: string }): Promise<{ knowsBrowser: boolean; version: number }>;

  /** `oncePerHour` leaves out what the account's trail says of the last hour already, in the same words. */
  recordEvent(event: AuditEvent, context: RequestContext, options?: { oncePerHour?: boolean }): Promise<void>;

  /** Deletes challenges, deliveries and pending sign-ins a day after their end (requirement J-06), sessions after `rememberedDays`. Returns how many rows went. */
  sweep(): Promise<number>;

  /** True when the database answers. */
  ping(): Promise<boolean>;
}
