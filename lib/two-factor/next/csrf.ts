import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** Its own key, so that no other use of the secret can make a token. */
export function csrfKey(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "countersign csrf v1", 32));
}

/** A token that is good for one browser and one session only (63B-4 section 5.1). 43 characters. */
export function csrfTokenFor(key: Buffer, browserToken: string, sessionId: string | null): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([browserToken, sessionId ?? ""]))
    .digest("base64url");
}

export function isCsrfToken(given: unknown, expected: string): boolean {
  if (typeof given !== "string" || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
