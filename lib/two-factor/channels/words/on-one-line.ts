// Controls, separators, and the marks that reorder or hide text. A no-break space, as in amounts, would make a text
// message three times as long; nothing here is so long that it would break.
const unprintable = /[\p{Cc}\p{Cf}\p{Z}]/gu;

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
