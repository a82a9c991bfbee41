import { createSecretKey, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDraftSealer } from "@/lib/two-factor/crypto/seal-draft";

const newKey = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const [first, second] = [newKey("first"), newKey("second")];
const draft = '{"form":"name","values":{"name":"Zoë"}}';

describe("a kept draft", () => {
  it("opens where it was sealed, and is unreadable on the way", () => {
    const sealer = createDraftSealer([first]);
    const sealed = sealer.seal(draft);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, "base64url").includes("Zo")).toBe(false);
    expect(sealer.unseal(sealed)).toBe(draft);
  });

  it("survives a rotation of the keys, until its own key is gone", () => {
    const sealed = createDraftSealer([first]).seal(draft);
    expect(createDraftSealer([second, first]).unseal(sealed)).toBe(draft);
    expect(createDraftSealer([second]).unseal(sealed)).toBeNull();
  });

  // Attack: a browser writes its own draft, or changes one byte of the one that it keeps.
  it("of a browser's own making reads as none", () => {
    const sealer = createDraftSealer([first]);
    const bytes = Buffer.from(sealer.seal(draft), "base64url");
    for (const at of [0, 12, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(sealer.unseal(changed.toString("base64url"))).toBeNull();
    }
    for (const made of ["", "x", draft, bytes.subarray(0, 20).toString("base64url")])
      expect(sealer.unseal(made)).toBeNull();
  });
});
