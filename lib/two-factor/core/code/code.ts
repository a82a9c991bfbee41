import type { Refused } from "@/lib/two-factor/core/refusal";

const longestBytes = 1024;
const hidden = /[\p{Cf}\p{M}]/gu;
const digit = /\p{Nd}/u;
const separators = /[\s\p{Pd}.,:·'_]/gu;
/** Digits with at most three separators between each two. */
const groups = /[0-9](?:[\s\p{Pd}.,:·'_]{0,3}[0-9])*/gu;

/**
 * The six digits in what a person typed or pasted: "123456", "123 456", "123.456", or a text that holds exactly one run
 * of six digits, the message itself included. Digits of any script count by their value (requirement B-10). Everything
 * else (over 1 KiB, not a string, no run of six or several) is a format refusal.
 */
export function normaliseCode(input: unknown): { ok: true; code: string } | Refused<"format"> {
  const code = typeof input === "string" && isShort(input) ? findSixDigits(inPlainDigits(input)) : null;
  return code === null ? { ok: false, refusal: { code: "format" } } : { ok: true, code };
}

// The number of characters is asked first: megabytes are refused without being encoded.
function isShort(input: string): boolean {
  return input.length <= longestBytes && new TextEncoder().encode(input).length <= longestBytes;
}

function inPlainDigits(input: string): string {
  return input
    .normalize("NFKC")
    .replace(hidden, "")
    .replace(/\p{Nd}/gu, plainDigit);
}

// Unicode keeps the ten digits of a script together, in the order of their values.
function plainDigit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  let first = point;
  while (digit.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((point - first) % 10);
}

function findSixDigits(input: string): string | null {
  const compact = input.replace(separators, "");
  if (/^[0-9]{6}$/.test(compact)) return compact;
  const runs = (input.match(/[0-9]+/g) ?? []).filter(isSix);
  const grouped = (input.match(groups) ?? []).map((group) => group.replace(separators, "")).filter(isSix);
  const found = runs.length > 0 ? runs : grouped;
  return found.length === 1 ? (found[0] ?? null) : null;
}

function isSix(digits: string): boolean {
  return digits.length === 6;
}
