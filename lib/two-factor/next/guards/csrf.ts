import { createCipheriv, createDecipheriv, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

const cipher = "aes-256-ctr";

/** Two keys of its own, so that no other use of the secret can make or read a token. */
export type CsrfKey = { mac: Buffer; session: Buffer };

export function csrfKey(secret: string): CsrfKey {
  const derive = (use: string) => Buffer.from(hkdfSync("sha256", secret, "", `countersign csrf v2 ${use}`, 32));
  return { mac: derive("mac"), session: derive("session") };
}

/**
 * A token that is good for one browser and one session only (63B-4 section 5.1): a MAC of 43 characters, and behind a
 * dot the session where there is one, so that a form of an ended session is still known as its own. The session's hash
 * stands in the database, so the page carries it encrypted; the MAC is the initial value (as in RFC 5297).
 */
export function csrfTokenFor(key: CsrfKey, browserToken: string, sessionHash: string | null): string {
  const mac = macOf(key, browserToken, sessionHash);
  if (!sessionHash) return mac.toString("base64url");
  const sealing = createCipheriv(cipher, key.session, mac.subarray(0, 16));
  const session = Buffer.concat([sealing.update(sessionHash, "utf8"), sealing.final()]);
  return `${mac.toString("base64url")}.${session.toString("base64url")}`;
}

/** The session that a token of this browser was made in, null in it for none; null for what is no such token. */
export function readCsrfToken(
  key: CsrfKey,
  browserToken: string,
  given: unknown,
): { sessionHash: string | null } | null {
  if (typeof given !== "string") return null;
  const [mac = "", session] = given.split(".");
  const sessionHash = session === undefined ? null : openSession(key, mac, session);
  return isSame(given, csrfTokenFor(key, browserToken, sessionHash)) ? { sessionHash } : null;
}

function openSession(key: CsrfKey, mac: string, session: string): string | null {
  const initial = Buffer.from(mac, "base64url").subarray(0, 16);
  if (initial.length < 16) return null;
  return createDecipheriv(cipher, key.session, initial).update(Buffer.from(session, "base64url")).toString("utf8");
}

function macOf(key: CsrfKey, browserToken: string, sessionHash: string | null): Buffer {
  return createHmac("sha256", key.mac)
    .update(JSON.stringify([browserToken, sessionHash ?? ""]))
    .digest();
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
