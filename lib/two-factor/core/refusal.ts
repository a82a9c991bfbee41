import type { Change, EndedApprovalState } from "@/lib/two-factor/core/approval/approval";
import type { SmsLimit } from "@/lib/two-factor/core/limit/sms";
import type { Channel } from "@/lib/two-factor/core/words";

/**
 * Every "no" a person can meet, as data. Closed: a new code does not compile until each text table knows it.
 * All durations are whole seconds, counted by the database's clock.
 */
export type Refusal =
  /** What was typed is not six digits; nothing was compared and no attempt was used. */
  | { code: "format" }
  /** Compared and wrong. */
  | { code: "wrong"; attemptsLeft: number }
  /** Right for a code that was replaced since; only ever told to the browser that owns both. */
  | { code: "older-code"; answeredReference: string; sentReference: string; sentAt: Date; attemptsLeft: number }
  | { code: "expired" }
  /** Five wrong answers ended this code. */
  | { code: "exhausted" }
  /** No live code: ask for a new one. */
  | { code: "no-code" }
  /** The account's budget of wrong answers is spent; the right code is refused too. */
  | { code: "locked"; retryAfterSeconds: number }
  /** 50 wrong answers in a row switched codes off until another proof (NIST SP 800-63B-4 section 3.2.2). */
  | { code: "codes-disabled" }
  | { code: "cool-down"; retryAfterSeconds: number }
  /** Too many codes were sent this hour or today. */
  | { code: "send-limit"; retryAfterSeconds: number }
  /** No text goes there now, whoever asks: its block of numbers, its country or the day has had its share. */
  | { code: "sms-limit"; limit: SmsLimit; retryAfterSeconds: number; otherChannel: Channel | null }
  /** Too many requests from this address. */
  | { code: "slow-down"; retryAfterSeconds: number }
  /** There is no pending sign-in in this browser, or it is over: start with the password. */
  | { code: "not-pending" }
  /** Two-step is on, but no verified address or phone can be reached. Fails closed. */
  | { code: "no-authenticator" }
  /** Nothing else verified can be reached, or policy lets no code go there. */
  | { code: "no-other-channel" }
  /** There is no live session: sign in first. */
  | { code: "signed-out" }
  /** The action's schema refused what was sent. */
  | { code: "invalid-input" }
  /** The action itself refuses as things are; `reason` is a word of its own, such as "same-account". */
  | { code: "not-possible"; reason: string }
  /** Policy refuses; no code would help. */
  | { code: "denied"; reasons: string[] }
  /** There is no such approval for this session and browser. Whether it exists for another is not told. */
  | { code: "no-approval" }
  /** The approval has ended: executed, declined, expired or void. */
  | { code: "approval-over"; state: EndedApprovalState }
  /** What was shown is no longer true: nothing ran. Empty `changes` means that something not shown changed. */
  | { code: "changed"; changes: Change[] };

export type RefusalCode = Refusal["code"];
type ByCode = { [Each in Refusal as Each["code"]]: Each };
export type Refused<Code extends RefusalCode = RefusalCode> = { ok: false; refusal: ByCode[Code] };
