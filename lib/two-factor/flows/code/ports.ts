import type { Binding } from "@/lib/two-factor/core/code/binding";
import type { Issued, Mac, NewChallenge, Reserved } from "@/lib/two-factor/core/code/records";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { Channel, Purpose } from "@/lib/two-factor/core/words";

/** Rows of challenges, and the budget of wrong answers. */
export interface CodeStore {
  /**
   * Reserves a send (cool-down, hourly and daily caps, locks), ends the live challenge of the same account, purpose and
   * browser, writes the new one and its queued delivery. Never touches the budget of wrong answers.
   */
  issueChallenge(input: { challenge: NewChallenge; context: RequestContext }): Promise<Issued>;

  /** Counts the attempt on the account's budget and on the challenge, only where both still allow it; null otherwise. */
  reserveAttempt(input: {
    challengeId: string;
    accountId: string;
    purpose: Purpose;
    browserHash: string;
    bindingDigest: string;
  }): Promise<Reserved | null>;

  /**
   * After a wrong comparison: audits it, ends the challenge when its last attempt is used, and disables codes at the
   * consecutive limit. `notices` tell of that, and are queued where it does.
   */
  recordWrongAnswer(input: {
    challengeId: string;
    accountId: string;
    context: RequestContext;
    notices?: readonly NewNotice[];
  }): Promise<{ lockedForSeconds: number; codesDisabled: boolean }>;

  /** Codes of the same account, purpose and browser that were replaced in the last 24 h, newest first, at most five. */
  findSupersededCodes(input: {
    accountId: string;
    purpose: Purpose;
    browserHash: string;
  }): Promise<(Mac & { challengeId: string; reference: string; channel: Channel; bindingDigest: string })[]>;

  /** Wrong answers of all accounts in the last 24 h, from the audit trail. */
  countWrongAnswers(): Promise<number>;
}

/** Keyed MAC over a code and what it is bound to. */
export interface CodeMacPort {
  seal(input: CodeMacInput): Mac;
  /** Constant time. False for an unknown key or version. */
  matches(input: CodeMacInput, stored: Mac): boolean;
}

export type CodeMacInput = {
  challengeId: string;
  accountId: string;
  purpose: Purpose;
  channel: Channel;
  bindingDigest: string;
  code: string;
};

/** Digest of what a challenge is tied to: equal for equal bindings and for no others. */
export type DigestPort = (binding: Binding) => string;
