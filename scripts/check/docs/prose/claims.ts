/** Names and headers that only a product with another factor may have. A sentence that denies one is allowed. */
const bold =
  /\bAAL ?[123]\b|phishing[- ]resistant|strong customer authentication|\bSCA\b|PSD2|unhackable|unbreakable|(military|bank)[- ]grade|100 ?% (secure|safe)|true MFA/i;
const denial =
  /\b(not|no|never|neither|nor|none|cannot|without|only|allows?|requires?|section|nicht|kein\w*|weder|nie)\b/i;

/** Sentences that promise more protection than a code by e-mail gives (requirement I-01). */
export function findBoldClaims(text: string): string[] {
  const sentences = text.replace(/\s+/g, " ").split(/(?<=[.!?;|])\s+/);
  return sentences.filter((each) => bold.test(each) && !denial.test(each)).map((each) => `bold claim: ${each.trim()}`);
}
