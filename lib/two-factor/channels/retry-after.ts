/** Milliseconds to wait by a Retry-After header, seconds or a date (RFC 9110 section 10.2.3); 0 without a usable one. */
export function waitWanted(retryAfter: string | undefined): number {
  if (retryAfter === undefined) return 0;
  const wanted = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(wanted) ? Math.max(0, wanted) : 0;
}
