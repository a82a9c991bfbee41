import { approvalTexts } from "@/lib/host/language/texts";
import en from "@/lib/host/messages/en.json";

type OwnRefusal = keyof typeof en.approvals.refusal;

/** Whether this is a refusal of an account action. Each has its sentence under `approvals.refusal`. */
function isOwnRefusal(word: string): word is OwnRefusal {
  return Object.hasOwn(en.approvals.refusal, word);
}

/** The sentence of such a refusal, or null for a refusal of another party. */
export function explainRefusal(word: string, locale: string): string | null {
  return isOwnRefusal(word) ? approvalTexts(locale)(`approvals.refusal.${word}`) : null;
}

/**
 * For the `explain` of an action with typed input. `invalid` is the refusal's code when the schema refuses the input.
 */
export function explainWith(invalid: OwnRefusal) {
  return (word: string, locale: string) => explainRefusal(word === "invalid-input" ? invalid : word, locale);
}
