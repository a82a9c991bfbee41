/**
 * Characters that copying brings along and no person sees: direction marks, zero-width characters, soft hyphens, byte
 * order marks. The two joiners stay between letters, where some scripts need them.
 */
const invisible = /(?![\u200c\u200d])\p{Cf}|(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?!\p{L})/gu;

/** What a person meant to type: composed letters, without invisible characters, with single blanks. Judge input after this. */
export function tidyText(typed: string): string {
  return typed.normalize("NFC").replace(invisible, "").replace(/\s+/g, " ").trim();
}

/** As `tidyText`, where only plain figures, letters and signs count: full-width forms and look-alikes become plain ones. */
export function tidyPlainText(typed: string): string {
  return tidyText(
    typed
      .normalize("NFKC")
      .replace(/[\u200c\u200d]/g, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-"),
  );
}
