import type { Protection } from "@/lib/two-factor/core/account/protection";
import type { Line } from "@/lib/two-factor/core/approval/approval";
import type { ChallengeFrame, ChallengeRecord, NewMessage, Reserved } from "@/lib/two-factor/core/code/records";
import type { Authenticator, FactorName } from "@/lib/two-factor/core/factor/records";
import type { Json } from "@/lib/two-factor/core/json";
import type { Refusal, Refused } from "@/lib/two-factor/core/refusal";
import type { RequestContext } from "@/lib/two-factor/core/request";
import type { AuthenticationMethod, Channel, Purpose } from "@/lib/two-factor/core/words";

/**
 * A kind of proof: its facts, and what it does when a challenge begins, is shown and is answered. The flows know no more
 * of it than this, and ask for none by name. Its folder in factors/ has a file for each of these.
 */
export interface Factor extends FactorFacts {
  /** An authenticator as its owner recognises it and a stranger learns nothing: "a•••@e•••.com", "•••06". */
  mask(authenticator: Authenticator): string | null;

  /** What a challenge is about that proves a claim, such as a new address, before anything of it is registered. */
  enrol(claim: string): Authenticator;

  /** What was typed or sent, in this factor's own form; undefined where it has not that form. Nothing is looked up. */
  read(given: unknown): Json | undefined;

  /** What a challenge needs. Everything it counts, `giveBack` returns. */
  begin(beginning: Beginning): Promise<Begun | Refused>;

  /** What a page may show beside the challenge's own state. Changes nothing. */
  view(shown: Shown): Promise<FactorView>;

  /** One comparison or ceremony. The answer was counted before; the store decides afterwards whether it was the first. */
  verify(answered: Answered): Promise<Verdict>;

  /** More than "wrong" about a wrong answer, for the browser that owns the challenge; null where there is no more to say. */
  explain?(answered: Answered): Promise<Refusal | null>;
}

export type FactorFacts = {
  name: FactorName;
  /** What carries its messages; null where it sends none. */
  channel: Channel | null;
  /** What its challenges may be for. A recovery code would sign a person in and approve nothing. */
  purposes: readonly Purpose[];
  /**
   * Whether a guess can be right. Then every answer draws from the account's budget of wrong answers, and waits while
   * that is spent; an answer that cannot be guessed does neither.
   */
  isGuessable: boolean;
};

/** Everything comes from the server; nothing of it was in a form. */
export type Beginning = {
  protection: Protection;
  authenticator: Authenticator;
  /** The row to be, without what only the factor knows. */
  challenge: ChallengeFrame;
  /** How else the person could have a message, for a refusal to say. */
  otherChannel: Channel | null;
  context: RequestContext;
  /** The language of the sealed lines, where the challenge is for an approval; else that of the person. */
  locale?: string;
  /** What is to be approved, in the very lines that the page shows. */
  approval?: { action: string; lines: readonly Line[] };
};

export type Begun = {
  ok: true;
  /** What an answer will be compared with. Only the factor reads it. */
  expected: Json;
  /** Three letters on page and message; null where there is no message to compare with. */
  reference: string | null;
  /** Written with the challenge, and sent after the response; null where there is nothing to send. */
  message: NewMessage | null;
  /** The challenge was not written. */
  giveBack(): Promise<void>;
};

export type Shown = {
  protection: Protection;
  /** What the newest challenge is about, or, where that is over, what the next one would be about. */
  authenticator: Authenticator;
  /** Null where it is over, or there was none. */
  live: ChallengeRecord | null;
  otherChannel: Channel | null;
};

export type FactorView = {
  /** Why none can be begun now, besides the account's own limits. */
  hindrance: Refusal | null;
  /** What a browser needs for a ceremony, such as the options of a passkey; null where a person types. */
  ceremony: Json;
};

export type Answered = {
  challenge: ChallengeRecord;
  /** Of what the server knows the challenge to be tied to, made afresh for this request. */
  bindingDigest: string;
  /** How the sign-in is proved so far; empty for an approval. */
  firstStep: readonly AuthenticationMethod[];
  /** As `read` gave it. */
  answer: Json;
  reserved: Reserved;
  context: RequestContext;
};

export type Verdict =
  /**
   * Right. `adds` is what it adds to the `amr` of a sign-in; without `mca` and `mfa` it is no second step. `spends` is what the statement that ends the challenge uses up
   * with it, such as the time step of a code, or null.
   */
  { ok: true; adds: readonly AuthenticationMethod[]; spends: Json } | { ok: false };
