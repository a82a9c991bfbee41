import { randomInt } from "node:crypto";

// Without characters that are easily confused when they are read aloud or typed.
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Sixty random bits that are easy to read aloud, such as "7K3M-9QXA-2BTF". An id alone gives no access. */
export function randomId(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return [group(), group(), group()].join("-");
}
