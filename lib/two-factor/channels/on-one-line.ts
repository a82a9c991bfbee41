// Controls, line and paragraph separators, and the marks that reorder or hide text.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text that can neither start a line of its own nor turn the reading direction, nor be taken for the code:
 * longer runs of digits are broken up, so that a message holds one run of six.
 */
export function onOneLine(text: string): string {
  return text
    .replace(unprintable, " ")
    .replace(/ {2,}/g, " ")
    .replace(/\d{5}(?=\d)/g, "$& ")
    .trim();
}
