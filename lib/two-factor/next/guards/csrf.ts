import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** Its own key, so that no other use of the secret can make a token. */
export function csrfKey(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "countersign csrf v1", 32));
}

/**
 * A token that is good for one browser and one session only (63B-4 section 5.1): 43 characters, and behind a dot the hash
 * of the session's id where there is one, so that a form of an ended session is still known as its own.
 */
export function csrfTokenFor(key: Buffer, browserToken: string, sessionHash: string | null): string {
  const mac = createHmac("sha256", key)
    .update(JSON.stringify([browserToken, sessionHash ?? ""]))
    .digest("base64url");
  return sessionHash ? `${mac}.${sessionHash}` : mac;
}

/** The session that a token of this browser was made in, null in it for none; null for what is no such token. */
export function readCsrfToken(
  key: Buffer,
  browserToken: string,
  given: unknown,
): { sessionHash: string | null } | null {
  if (typeof given !== "string") return null;
  const sessionHash = given.split(".")[1] ?? null;
  return isSame(given, csrfTokenFor(key, browserToken, sessionHash)) ? { sessionHash } : null;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
