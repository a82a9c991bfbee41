import { commonWords, leakedPasswords } from "@/lib/host/password/common-words";
import { siteName } from "@/lib/host/server/site";

/** Code points (NIST SP 800-63B-4 section 3.1.1.2: fifteen, since the second step is the person's choice). */
export const passwordLength = { atLeast: 15, atMost: 256 } as const;

/** Neighbours in the alphabet, among the figures, in the rows of a keyboard and in its columns. */
const rows = [
  ...["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "01234567890"],
  ...["1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "1qay2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p"],
];
const lines = rows.flatMap((row) => [row, [...row].reverse().join("")]);
const leastOfItsOwn = 8;

export type PasswordFault = "too-short" | "too-long" | "repeated" | "sequence" | "too-personal" | "too-common";

/**
 * Checks length and a blocklist; there are no rules about kinds of characters. `about` holds the person's name and
 * address, which a guesser may know. A password needs eight letters that remain after these are removed, in this order:
 *  1. the same few characters again and again;
 *  2. neighbours on the keyboard, in the alphabet or among figures;
 *  3. words of the person and the site;
 *  4. common words.
 * Separators between the words count for nothing, and figures in the place of letters are read as letters. Nearly all
 * leaked passwords of fifteen or more characters are of these kinds; the others are compared as a whole.
 */
export function faultOfPassword(password: string, about: readonly string[]): PasswordFault | null {
  const normal = password.normalize("NFC");
  const length = [...normal].length;
  if (length < passwordLength.atLeast) return "too-short";
  if (length > passwordLength.atMost) return "too-long";
  const readings = [normal.toLowerCase(), withoutLeet(normal.toLowerCase())].map((text) =>
    text.replace(/[^\p{L}\p{N}]/gu, ""),
  );
  const personal = longestFirst([siteName, ...about]);
  if (readings.some(isRepeated)) return "repeated";
  if (readings.some((text) => isSpent(withoutRuns(text)))) return "sequence";
  if (readings.some((text) => isSpent(withoutRuns(withoutWords(text, personal))))) return "too-personal";
  const own = readings.map((text) => withoutRuns(withoutWords(withoutWords(text, personal), commonWords)));
  return own.some(isSpent) || readings.some((text) => leakedPasswords.has(text)) ? "too-common" : null;
}

/** Whether too little is left, or the rest repeats itself. Figures do not count, since most people add some. */
function isSpent(left: string): boolean {
  const own = left.replace(/[\s\d]/g, "");
  return own.length < leastOfItsOwn || isRepeated(own);
}

function isRepeated(text: string): boolean {
  return /^(.{1,12}?)\1+$/u.test(text);
}

const leet: Record<string, string> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

function withoutLeet(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => leet[sign] ?? sign);
}

function withoutWords(text: string, known: readonly string[]): string {
  return known.reduce((left, word) => left.replaceAll(word, " "), text);
}

function longestFirst(known: readonly string[]): string[] {
  return known.flatMap(wordsOf).sort((a, b) => b.length - a.length);
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [...words, words.join("")].filter((word) => word.length >= 4);
}

/** Without four or more neighbours in a row, forwards or backwards. */
function withoutRuns(text: string): string {
  let left = "";
  for (let at = 0; at < text.length; ) {
    const length = Math.max(...lines.map((line) => runLength(text, at, line)));
    left += length >= 4 ? " " : text.charAt(at);
    at += length >= 4 ? length : 1;
  }
  return left;
}

/** The number of characters that `text` follows `line` from here. */
function runLength(text: string, at: number, line: string): number {
  const start = line.indexOf(text.slice(at, at + 4));
  if (start < 0) return 0;
  let length = 0;
  while (at + length < text.length && text[at + length] === line[start + length]) length += 1;
  return length;
}

/** Copying often adds a blank or a line end. The password is taken as typed, so the page only warns the person. */
export function hasOuterBlank(password: string): boolean {
  return password.trim() !== password;
}
