import { domainToASCII } from "node:url";

const localPart = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/;

/**
 * The canonical form of one plain e-mail address, or null: NFKC first, then validation, domain in punycode, lower case.
 * Quoted local parts, comments, lists and anything with a second "@" are refused: they are how mail gets misrouted
 * (GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4).
 */
export function canonicalEmail(input: unknown): string | null {
  if (typeof input !== "string" || input.length > 254) return null;
  const parts = input.normalize("NFKC").trim().toLowerCase().split("@");
  const [local, domain] = parts;
  if (parts.length !== 2 || !local || !domain || !localPart.test(local)) return null;
  if (local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  const ascii = domainToASCII(domain);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(ascii) ? `${local}@${ascii}` : null;
}
