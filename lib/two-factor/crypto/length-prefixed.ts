/**
 * Joins texts so that no two different lists give the same bytes: each is its UTF-8 bytes behind their four-byte
 * big-endian length. Throws RangeError for a text that has no UTF-8 form of its own.
 */
export function lengthPrefixed(texts: readonly string[]): Buffer {
  return Buffer.concat(texts.flatMap((text) => [lengthOf(text), Buffer.from(text)]));
}

function lengthOf(text: string): Buffer {
  // Every lone surrogate is encoded as the same replacement character, which would make different texts equal.
  if (!text.isWellFormed()) throw new RangeError("A bound field is not well-formed Unicode");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(Buffer.byteLength(text));
  return length;
}
