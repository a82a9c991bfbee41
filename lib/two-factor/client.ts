/** Browser door: types and text keys for forms. Nothing behind it runs on a server. */
import type { Refusal, RefusalCode } from "@/lib/two-factor/core/refusal";
import de from "@/lib/two-factor/messages/de.json";
import en from "@/lib/two-factor/messages/en.json";

export type { Refusal, RefusalCode } from "@/lib/two-factor/core/refusal";

/** What a form with a code field shows after it was sent; `text` is the refusal in the language of the page. */
export type CodeFormState = { refusal?: Refusal; text?: string; sent?: true };

/** The text of each refusal, as a key of the message catalogue. A new refusal does not compile without one. */
export const refusalTextKeys = {
  format: "refusal.format",
  wrong: "refusal.wrong",
  "older-code": "refusal.older-code",
  expired: "refusal.expired",
  exhausted: "refusal.exhausted",
  "no-code": "refusal.no-code",
  locked: "refusal.locked",
  "codes-disabled": "refusal.codes-disabled",
  "cool-down": "refusal.cool-down",
  "send-limit": "refusal.send-limit",
  "sms-limit": "refusal.sms-limit",
  "slow-down": "refusal.slow-down",
  "not-pending": "refusal.not-pending",
  "no-authenticator": "refusal.no-authenticator",
  "no-other-channel": "refusal.no-other-channel",
  "signed-out": "refusal.signed-out",
  "invalid-input": "refusal.invalid-input",
  "not-possible": "refusal.not-possible",
  denied: "refusal.denied",
  "no-approval": "refusal.no-approval",
  "approval-over": "refusal.approval-over",
  changed: "refusal.changed",
} as const satisfies Record<RefusalCode, string>;

/** Which of the add-on's own words stands for a reason that its action does not explain. */
export function knownReason(reason: string): "new-browser" | "always" {
  return reason === "new-browser" ? reason : "always";
}

/** All texts of the add-on by language, for the application's message catalogue. */
export const twoFactorMessages = { de, en };
