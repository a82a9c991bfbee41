import type { Binding } from "@/lib/two-factor/core/code/binding";
import type { Issued, Mac, NewChallenge, Reserved } from "@/lib/two-factor/core/code/records";
import type { FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { NewNotice } from "@/lib/two-factor/core/message/records";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { Purpose } from "@/lib/two-factor/core/words";

/** Rows of challenges, and the budget of wrong answers. */
export interface CodeStore {
  /**
   * Ends the live challenge of the same account, purpose and browser and writes the new one. Where it has a message, a
   * send is reserved first (cool-down, hourly and daily caps, locks), and its delivery is queued with it. Never touches
   * the budget of wrong answers.
   */
  issueChallenge(input: { challenge: NewChallenge; context: RequestContext }): Promise<Issued>;

  /**
   * Counts the attempt on the challenge and, where its factor can be guessed, on the account's budget, only where both
   * still allow it; null otherwise.
   */
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
  findSupersededCodes(input: { accountId: string; purpose: Purpose; browserHash: string }): Promise<SupersededCode[]>;

  /** Wrong answers of all accounts in the last 24 h, from the audit trail. */
  countWrongAnswers(): Promise<number>;
}

export type SupersededCode = {
  id: string;
  factor: FactorName;
  reference: string;
  bindingDigest: string;
  expected: Json;
};

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
  factor: FactorName;
  bindingDigest: string;
  code: string;
};

/** Digest of what a challenge is tied to: equal for equal bindings and for no others. */
export type DigestPort = (binding: Binding) => string;
