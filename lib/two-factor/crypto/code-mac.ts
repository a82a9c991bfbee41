import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import type { CodeKey } from "@/lib/two-factor/crypto/keys";
import { lengthPrefixed } from "@/lib/two-factor/crypto/length-prefixed";
import { TwoFactorFault } from "@/lib/two-factor/fault";
import type { CodeMacInput, CodeMacPort } from "@/lib/two-factor/flows/code/ports";

const macVersion = 1;

/** HMAC-SHA-256 of codes. `keys[0]` signs, all verify, so that codes on their way survive a rotation. */
export function createCodeMac(keys: readonly CodeKey[]): CodeMacPort {
  const [current] = keys;
  if (!current) throw new TwoFactorFault("misconfigured", "COUNTERSIGN_KEYS: at least one key must be set");
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    seal: (input) => ({ mac: mac(current.key, input).toString("base64url"), keyId: current.id, macVersion }),
    matches: (input, stored) => {
      const key = byId.get(stored.keyId);
      if (!key || stored.macVersion !== macVersion) return false;
      const expected = mac(key, input);
      const given = Buffer.from(stored.mac, "base64url");
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

/** The bytes under the MAC: a field cannot slide into its neighbour, and a code is worth nothing anywhere else. */
export function codeMacBytes(input: CodeMacInput): Buffer {
  const { challengeId, accountId, purpose, factor, bindingDigest, code } = input;
  return lengthPrefixed(["countersign-code/v1", challengeId, accountId, purpose, factor, bindingDigest, code]);
}

function mac(key: KeyObject, input: CodeMacInput): Buffer {
  return createHmac("sha256", key).update(codeMacBytes(input)).digest();
}
