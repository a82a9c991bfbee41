/**
 * Whether a state-changing request comes from our own pages (requirement H-05, ASVS 3.5.1):
 *  1. an Origin header must be our origin, letter by letter ("null" is not);
 *  2. a Sec-Fetch-Site header must say "same-origin";
 *  3. with neither header there is nothing to trust, and the answer is no.
 */
export function isSameOrigin(headers: Headers, ownOrigin: string): boolean {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin !== null && origin !== ownOrigin) return false;
  if (site !== null && site !== "same-origin") return false;
  return origin !== null || site !== null;
}
