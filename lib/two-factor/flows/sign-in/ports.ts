import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { ChallengeRecord, Issued, NewChallenge } from "@/lib/two-factor/core/code/records";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { NewSession } from "@/lib/two-factor/core/session/records";
import type { PendingSignIn } from "@/lib/two-factor/core/sign-in/records";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

/** Rows of pending sign-ins. */
export interface SignInStore {
  /**
   * After a correct password. When the second step is on: opens (or renews, for the same browser) the pending sign-in
   * and returns it with the account's protection. When it is off, or the account has another version by now: writes nothing and returns null.
   */
  openPendingSignIn(input: {
    id: string;
    accountId: string;
    tokenHash: string;
    amr: AuthenticationMethod[];
    /** Whose word the first step was, for the trail. */
    provider?: string | null;
    returnPath: string;
    /** Sealed. */
    carried?: string | null;
    accountVersion: number | null;
    context: RequestContext;
  }): Promise<{ pending: PendingSignIn; protection: Protection; live: ChallengeRecord | null } | null>;

  /** The open pending sign-in of this cookie and browser with its newest challenge (of any state), or null. */
  findPendingSignIn(input: {
    tokenHash: string;
    browserHash: string;
  }): Promise<{ pending: PendingSignIn; protection: Protection; challenge: ChallengeRecord | null } | null>;

  /** As `issueChallenge`, for a pending sign-in that is still open; its further codes go the same way. */
  switchChannel(input: { pendingSignInId: string; challenge: NewChallenge; context: RequestContext }): Promise<Issued>;

  /**
   * One winner: consumes the challenge with what the right answer uses up, gives the reservation back, ends the pending
   * sign-in and opens the session, all or nothing. False when another request was first or time ran out meanwhile. A
   * factor that was switched to becomes the person's setting; `first` is what they are asked for while they have none.
   * `notices` are queued with the session where this browser never signed in to the account before, `factorNotices`
   * where the setting changes.
   */
  completeSignIn(input: {
    challengeId: string;
    pendingSignInId: string;
    /** As the factor said; null where the answer uses up the challenge alone. */
    spent: { factor: FactorName; spends: Json };
    session: NewSession;
    context: RequestContext;
    first?: FactorName | null;
    notices?: readonly NewNotice[];
    factorNotices?: readonly NewNotice[];
  }): Promise<boolean>;
}

/** The browser's side of a request: what next/ reads and writes. */
export interface BrowserPort {
  context(): Promise<RequestContext>;
  pendingToken(): Promise<string | null>;
  keepPendingToken(token: string, lifetimeMinutes: number): Promise<void>;
  dropPendingToken(): Promise<void>;
}
