import type { Refused } from "@/lib/two-factor/core/refusal";

const longestBytes = 64;
const sixDigits = /^[0-9]{6}$/;
const separators = /[\s\-\u2010\u2011\u2013]/g;
const digitRuns = /[0-9]+/g;
const foreignNumber = /(?![0-9])\p{N}/u;

/**
 * The six digits in what a person typed or pasted: "123456", "123 456", "123-456", or a line of text with exactly one
 * run of six ASCII digits. Everything else (other scripts' digits, over 64 bytes, not a string) is a format refusal.
 */
export function normaliseCode(input: unknown): { ok: true; code: string } | Refused<"format"> {
  const code = typeof input === "string" && isShort(input) && !foreignNumber.test(input) ? findSixDigits(input) : null;
  return code === null ? { ok: false, refusal: { code: "format" } } : { ok: true, code };
}

// The number of characters is asked first: megabytes are refused without being encoded.
function isShort(input: string): boolean {
  return input.length <= longestBytes && new TextEncoder().encode(input).length <= longestBytes;
}

function findSixDigits(input: string): string | null {
  const compact = input.replace(separators, "");
  if (sixDigits.test(compact)) return compact;
  const candidates = (input.match(digitRuns) ?? []).filter((run) => run.length === 6);
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}
