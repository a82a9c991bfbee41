import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from "node:crypto";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/** A key for this use alone (HKDF-SHA-256, RFC 5869). */
export function deriveKey(key: KeyObject, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", use, 32));
}

/** Nonce, ciphertext and tag of AES-256-GCM, base64url. `bound` is authenticated with it and not in it. */
export function encrypt(key: Buffer, text: string, bound: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(bound);
  const body = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
  return Buffer.concat([nonce, body, sealing.getAuthTag()]).toString("base64url");
}

/** Throws for what was changed, or made under another key or for another `bound`. */
export function decrypt(key: Buffer, sealed: string, bound: Buffer): string {
  const bytes = Buffer.from(sealed, "base64url");
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  opening.setAAD(bound).setAuthTag(bytes.subarray(-tagBytes));
  return Buffer.concat([opening.update(bytes.subarray(nonceBytes, -tagBytes)), opening.final()]).toString("utf8");
}
