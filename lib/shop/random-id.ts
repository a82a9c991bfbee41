import { randomInt } from "node:crypto";

// Without what is mistaken for something else when it is read aloud or typed.
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Sixty random bits that a person can read to another, such as "7K3M-9QXA-2BTF". Who may read what it names is checked elsewhere. */
export function randomId(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return [group(), group(), group()].join("-");
}
