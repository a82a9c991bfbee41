import { tidyPlainText } from "@/lib/two-factor/core/input/typed-text";

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
/** At least two labels, the last with a letter: a URL parser reads a row of numbers as an IP address. */
const domainName = new RegExp(`^(?=.{1,253}$)(${label}\\.)+(?=.*[a-z])${label}$`);

/**
 * The canonical form of one plain e-mail address, or null: tidied first, then judged, domain in punycode, lower case.
 * Quoted local parts, comments, lists and anything with a second "@" are refused: mailers differ in where they would
 * deliver those (GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4, CVE-2022-35924, CVE-2026-100699). This is the one rule for
 * addresses, for what a person types and for what a message is sent to.
 */
export function canonicalEmail(input: unknown): string | null {
  if (typeof input !== "string" || input.length > 320) return null;
  const [local = "", domain = "", ...more] = tidyPlainText(input).toLowerCase().split("@");
  const ascii = punycodeOf(domain);
  if (more.length > 0 || local.length > 64 || !localPart.test(local) || ascii === null) return null;
  const address = `${local}@${ascii}`;
  return address.length <= 254 ? address : null;
}

/** True for an address that is sent to as it stands: one plain recipient, already in its canonical form but for case. */
export function isPlainEmail(address: string): boolean {
  return canonicalEmail(address) === address.toLowerCase();
}

function punycodeOf(domain: string): string | null {
  // Only letters, digits, hyphens and dots: nothing that a URL would read as a port, a path or a user. U+3002 is a dot.
  if (!/^[\p{L}\p{M}\p{N}.\u3002-]+$/u.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const { hostname } = new URL(`http://${domain}`);
  return domainName.test(hostname) ? hostname : null;
}
