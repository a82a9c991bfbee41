/** What keeps codes, messages and tokens secret. Adapters under crypto/ provide it; ports.ts passes it on. */
import type { Binding } from "@/lib/two-factor/core/code/binding";
import type { Mac, SealedFor } from "@/lib/two-factor/core/records";
import type { Channel, Purpose } from "@/lib/two-factor/core/words";

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

/** Keeps messages unreadable to whoever has the database alone. */
export interface SealerPort {
  seal(text: string, owner: SealedFor): string;
  /** Throws TwoFactorFault("misconfigured") for a text that was changed, or sealed elsewhere or for another row. */
  unseal(sealed: string, owner: SealedFor): string;
}

export interface RandomPort {
  /** Uniform decimal digits, leading zeros included. */
  digits(count: number): string;
  /** Three letters without look-alikes, shown on page and message. */
  reference(): string;
  /** 256 bits, base64url. */
  token(): string;
  id(): string;
}

/** SHA-256 of an opaque token, base64url: what is stored in its place. */
export type HashPort = (token: string) => string;

/** Digest of what a challenge is tied to: equal for equal bindings and for no others. */
export type DigestPort = (binding: Binding) => string;
