import { siteName } from "@/lib/host/site";

/** Code points (NIST SP 800-63B-4 section 3.1.1.2: fifteen, since the second step is the person's choice). */
export const passwordLength = { atLeast: 15, atMost: 256 } as const;

/** What every guesser tries first, alone, joined or with figures behind. */
const commonParts = [
  ...["password", "passwort", "passw0rd", "kennwort", "welcome", "willkommen", "letmein", "admin", "administrator"],
  ...["iloveyou", "monkey", "dragon", "football", "baseball", "princess", "sunshine", "superman", "master", "hello"],
  ...["changeme", "secret", "geheim", "login", "trustno", "whatever", "starwars", "michael", "charlie", "summer"],
  ...[
    "winter",
    "spring",
    "sommer",
    "herbst",
    "correcthorsebatterystaple",
    "thisisapassword",
    "mypassword",
    "countersign",
  ],
];
const rows = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "01234567890"];
const leastOfItsOwn = 8;

export type PasswordFault = "too-short" | "too-long" | "too-common";

/**
 * Length and a blocklist, no rules about kinds of characters. `about` is what a guesser knows of the person: name and
 * address. What is left of a password without common words, runs and the site's and person's own words must be eight
 * characters that are not one thing repeated.
 */
export function faultOfPassword(password: string, about: readonly string[]): PasswordFault | null {
  const normal = password.normalize("NFC");
  const length = [...normal].length;
  if (length < passwordLength.atLeast) return "too-short";
  if (length > passwordLength.atMost) return "too-long";
  return isGuessable(normal, about) ? "too-common" : null;
}

function isGuessable(password: string, about: readonly string[]): boolean {
  const letters = password.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const known = [...commonParts, siteName, ...about].flatMap(wordsOf).sort((a, b) => b.length - a.length);
  const own = withoutRuns(known.reduce((left, word) => left.replaceAll(word, " "), letters)).replace(/[\s\d]/g, "");
  return own.length < leastOfItsOwn || /^(.{1,8}?)\1*$/u.test(own);
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [...words, words.join("")].filter((word) => word.length >= 4);
}

/** Neighbours on a keyboard, in the alphabet or among figures, forwards and backwards, four or more. */
function withoutRuns(text: string): string {
  return rows
    .flatMap((row) => [row, [...row].reverse().join("")])
    .reduce((left, row) => {
      for (let size = row.length; size >= 4; size -= 1) {
        for (let start = 0; start + size <= row.length; start += 1) {
          const run = row.slice(start, start + size);
          if (left.includes(run)) return withoutRuns(left.replaceAll(run, " "));
        }
      }
      return left;
    }, text);
}
