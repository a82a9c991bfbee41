import { createHash } from "node:crypto";
import { lengthPrefixed } from "@/lib/two-factor/crypto/length-prefixed";

const version = "countersign-binding/v1";

/** SHA-256 over named fields, base64url. The order in which they were written down does not matter. */
export function bindingDigest(fields: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash("sha256")
    .update(lengthPrefixed([version, ...sorted.flat()]))
    .digest("base64url");
}
