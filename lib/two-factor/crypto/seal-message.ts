import { createCipheriv, createDecipheriv, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import type { SealedFor } from "@/lib/two-factor/core/message/records";
import type { CodeKey } from "@/lib/two-factor/crypto/keys";
import { lengthPrefixed } from "@/lib/two-factor/crypto/length-prefixed";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { SealerPort } from "@/lib/two-factor/flows/message/ports";

const version = "countersign-message/v1";
const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM under keys derived (HKDF-SHA-256, RFC 5869) from those of the codes, never under these themselves.
 * `keys[0]` seals, all open, so that messages on their way survive a rotation.
 */
export function createSealer(keys: readonly CodeKey[]): SealerPort {
  const [current] = keys;
  if (!current) throw new TwoFactorFault("misconfigured", "COUNTERSIGN_KEYS: at least one key must be set");
  const byId = new Map(keys.map(({ id, key }) => [id, derive(key)]));
  const sealing = derive(current.key);
  return {
    seal: (text, owner) => `${current.id}:${encrypt(sealing, text, boundBytes(current.id, owner))}`,
    unseal: (sealed, owner) => {
      const [keyId = "", body = ""] = sealed.split(":");
      const key = byId.get(keyId);
      if (!key) throw new TwoFactorFault("misconfigured", "A sealed message names a key that COUNTERSIGN_KEYS lacks");
      return decrypt(key, Buffer.from(body, "base64url"), boundBytes(keyId, owner));
    },
  };
}

function derive(key: KeyObject): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", version, 32));
}

// A sealed message that is moved into another row, or to another account's, does not open there.
function boundBytes(keyId: string, { rowId, accountId }: SealedFor): Buffer {
  return lengthPrefixed([version, keyId, rowId, accountId]);
}

function encrypt(key: Buffer, text: string, bound: Buffer): string {
  const nonce = randomBytes(nonceBytes);
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes }).setAAD(bound);
  const body = Buffer.concat([sealing.update(text, "utf8"), sealing.final()]);
  return Buffer.concat([nonce, body, sealing.getAuthTag()]).toString("base64url");
}

function decrypt(key: Buffer, bytes: Buffer, bound: Buffer): string {
  try {
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
    opening.setAAD(bound).setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([opening.update(bytes.subarray(nonceBytes, -tagBytes)), opening.final()]).toString("utf8");
  } catch (cause) {
    throw new TwoFactorFault("misconfigured", "A sealed message was changed, or is not of this place", { cause });
  }
}
