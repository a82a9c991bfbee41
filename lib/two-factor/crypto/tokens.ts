import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import type { RandomPort } from "@/lib/two-factor/flows/ports";

/** No vowels, so that no words; no K, Q, S, Y, Z, G, which spell or look like something else. */
export const referenceLetters = "BCDFHJLMNPRTVWX";

/** Randomness of the operating system. Nothing here can be foretold from what came before. */
export const random: RandomPort = {
  digits: (count) =>
    randomInt(10 ** count)
      .toString()
      .padStart(count, "0"),
  reference: () =>
    Array.from({ length: 3 }, () => referenceLetters.charAt(randomInt(referenceLetters.length))).join(""),
  token,
  id: () => randomUUID(),
};

// One in 1,700 has six digits in a row. It may stand in the address of a receipt, and nothing in a message may look like a
// code but the code.
function token(): string {
  const made = randomBytes(32).toString("base64url");
  return /\d{6}/.test(made) ? token() : made;
}

/** SHA-256 of a token of 256 random bits, base64url: what is stored in its place. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
