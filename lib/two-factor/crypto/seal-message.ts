import type { SealedFor } from "@/lib/two-factor/core/message/records";
import { decrypt, deriveKey, encrypt } from "@/lib/two-factor/crypto/aes-gcm";
import type { CodeKey } from "@/lib/two-factor/crypto/keys";
import { lengthPrefixed } from "@/lib/two-factor/crypto/length-prefixed";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { SealerPort } from "@/lib/two-factor/flows/message/ports";

const version = "countersign-message/v1";

/**
 * AES-256-GCM under keys derived (HKDF-SHA-256, RFC 5869) from those of the codes, never under these themselves.
 * `keys[0]` seals, all open, so that messages on their way survive a rotation.
 */
export function createSealer(keys: readonly CodeKey[]): SealerPort {
  const [current] = keys;
  if (!current) throw new TwoFactorFault("misconfigured", "COUNTERSIGN_KEYS: at least one key must be set");
  const byId = new Map(keys.map(({ id, key }) => [id, deriveKey(key, version)]));
  const sealing = deriveKey(current.key, version);
  return {
    seal: (text, owner) => `${current.id}:${encrypt(sealing, text, boundBytes(current.id, owner))}`,
    unseal: (sealed, owner) => {
      const [keyId = "", body = ""] = sealed.split(":");
      const key = byId.get(keyId);
      if (!key) throw new TwoFactorFault("misconfigured", "A sealed message names a key that COUNTERSIGN_KEYS lacks");
      return open(key, body, boundBytes(keyId, owner));
    },
  };
}

// A sealed message that is moved into another row, or to another account's, does not open there.
function boundBytes(keyId: string, { rowId, accountId }: SealedFor): Buffer {
  return lengthPrefixed([version, keyId, rowId, accountId]);
}

function open(key: Buffer, body: string, bound: Buffer): string {
  try {
    return decrypt(key, body, bound);
  } catch (cause) {
    throw new TwoFactorFault("misconfigured", "A sealed message was changed, or is not of this place", { cause });
  }
}
