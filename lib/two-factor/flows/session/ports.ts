import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { NewSession, SessionRecord } from "@/lib/two-factor/core/session/records";

/** Rows of sessions. */
export interface SessionStore {
  /**
   * Opens a session without a second step, only where the account has it off; `notices` as for `completeSignIn`. False
   * where it is on, and where the version that was read before the first step is not the account's any more; null asks
   * for no version.
   */
  openSession(input: {
    session: NewSession;
    /** Whose word the first step was, for the trail. */
    provider?: string | null;
    accountVersion: number | null;
    context: RequestContext;
    notices?: readonly NewNotice[];
  }): Promise<boolean>;

  /**
   * Writes the row of a session from before the add-on, proved at no known moment. False where the second step is on, the
   * account's version was raised since, or a row with this id is there already.
   */
  adoptSession(input: { session: NewSession; context: RequestContext }): Promise<boolean>;

  /** One primary-key read: the live session or null; marks it seen (at most once a minute). */
  readSession(idHash: string): Promise<SessionRecord | null>;

  /** Whose session this is or was, in the browser that opened it. Grants nothing: it may be long over. */
  ownerOfSession(input: { idHash: string; browserHash: string }): Promise<string | null>;

  /** Ends a session at once. Silent when it is over already. */
  revokeSession(input: { idHash: string; because: "sign-out" | "revoked"; context: RequestContext }): Promise<void>;
}
