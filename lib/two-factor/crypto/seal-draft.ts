import { decrypt, deriveKey, encrypt } from "@/lib/two-factor/crypto/aes-gcm";
import type { CodeKey } from "@/lib/two-factor/crypto/keys";

const version = "countersign-draft/v1";
const bound = Buffer.from(version);

/**
 * Seals what a person typed for the browser that keeps it, under keys derived from those of the codes. `keys[0]` seals,
 * all open. What was not sealed here, or by a key that is gone, reads as null.
 */
export function createDraftSealer(keys: readonly CodeKey[]) {
  const derived = keys.map(({ key }) => deriveKey(key, version));
  return {
    seal: (text: string): string => {
      const [current] = derived;
      if (!current) throw new TypeError("A draft cannot be sealed without a key");
      return encrypt(current, text, bound);
    },
    unseal: (sealed: string): string | null => {
      for (const key of derived) {
        const text = openOrNull(key, sealed);
        if (text !== null) return text;
      }
      return null;
    },
  };
}

function openOrNull(key: Buffer, sealed: string): string | null {
  try {
    return decrypt(key, sealed, bound);
  } catch {
    return null;
  }
}
