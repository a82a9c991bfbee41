// Attack: a reader of the database tries all 10^6 codes offline, or moves a row's MAC to where it does not belong.
// Without the key no code can be told from another, and a MAC fits one challenge, account, purpose, factor and binding.
import { createHash, createHmac, createSecretKey, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeMacBytes, createCodeMac } from "@/lib/two-factor/crypto/code-mac";
import type { CodeMacInput } from "@/lib/two-factor/flows/code/ports";

const newKey = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const oldKey = newKey("2026-01");
const currentKey = newKey("2026-02");
const input: CodeMacInput = {
  challengeId: "c1",
  accountId: "a1",
  purpose: "sign-in",
  factor: "email",
  bindingDigest: "b1",
  code: "004217",
};

const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.constantFrom("", "a", "ab", "\u0000", "\u0000\u0000\u0000\u0001a"),
);
const tuple = fc.record({
  challengeId: text,
  accountId: text,
  purpose: fc.constantFrom("sign-in" as const, "approve" as const, "enrol" as const),
  factor: fc.constantFrom("email" as const, "sms" as const),
  bindingDigest: text,
  code: text,
});

describe("the bytes under a MAC", () => {
  it("are the same for no two different tuples", () => {
    fc.assert(
      fc.property(tuple, tuple, (one, other) => {
        const same = JSON.stringify(Object.values(one)) === JSON.stringify(Object.values(other));
        expect(codeMacBytes(one).equals(codeMacBytes(other))).toBe(same);
      }),
      { numRuns: 20_000 },
    );
  });

  it("do not let a letter slide from one field into the next", () => {
    fc.assert(
      fc.property(tuple, fc.string({ minLength: 1, maxLength: 3 }), (fields, slid) => {
        const before = codeMacBytes({ ...fields, challengeId: fields.challengeId + slid });
        const after = codeMacBytes({ ...fields, accountId: slid + fields.accountId });
        expect(before.equals(after)).toBe(false);
      }),
    );
  });

  it("name their version and give every field its length in four bytes", () => {
    const expected = ["countersign-code/v1", "c1", "a1", "sign-in", "email", "b1", "004217"]
      .map((field) => `\u0000\u0000\u0000${String.fromCharCode(field.length)}${field}`)
      .join("");
    expect(codeMacBytes(input).toString("latin1")).toBe(expected);
  });

  it("refuse text that UTF-8 cannot tell from other text", () => {
    expect(() => codeMacBytes({ ...input, accountId: "\ud800" })).toThrow(RangeError);
  });
});

describe("a sealed code", () => {
  const { seal, matches } = createCodeMac([currentKey]);

  it("fits the code it was made of", () => {
    expect(matches(input, seal(input))).toBe(true);
  });

  it("is the whole HMAC-SHA-256 of those bytes", () => {
    const expected = createHmac("sha256", currentKey.key).update(codeMacBytes(input)).digest("base64url");
    expect(seal(input)).toEqual({ mac: expected, keyId: "2026-02", macVersion: 1 });
  });

  it.each([
    ["challenge", { challengeId: "c2" }],
    ["account", { accountId: "a2" }],
    ["purpose", { purpose: "approve" }],
    ["factor", { factor: "sms" }],
    ["binding", { bindingDigest: "b2" }],
    ["code", { code: "004218" }],
  ] as const)("does not fit another %s", (_, other) => {
    expect(matches({ ...input, ...other }, seal(input))).toBe(false);
  });

  it.each(["", "AAAA", "not base64url!", `${"A".repeat(43)}`, `${"A".repeat(86)}`])(
    "does not fit a damaged MAC %j",
    (mac) => {
      expect(matches(input, { ...seal(input), mac })).toBe(false);
    },
  );

  it("cannot be recomputed from what the database holds", () => {
    const { mac, keyId } = seal(input);
    const bytes = codeMacBytes(input);
    const known = ["", keyId, "countersign-code/v1", input.bindingDigest];
    const guesses = known.map((key) => createHmac("sha256", key).update(bytes).digest("base64url"));
    expect([...guesses, createHash("sha256").update(bytes).digest("base64url")]).not.toContain(mac);
  });
});

describe("rotation", () => {
  const before = createCodeMac([oldKey]);
  const during = createCodeMac([currentKey, oldKey]);
  const after = createCodeMac([currentKey]);

  it("signs with the first key", () => {
    expect(during.seal(input)).toMatchObject({ keyId: "2026-02", macVersion: 1 });
  });

  it("goes on taking codes that were sent before it", () => {
    expect(during.matches(input, before.seal(input))).toBe(true);
  });

  it("takes none any more once the old key is gone", () => {
    expect(after.matches(input, before.seal(input))).toBe(false);
    expect(after.matches(input, during.seal(input))).toBe(true);
  });

  it("does not mistake another key of the same name for the old one", () => {
    const impostor = createCodeMac([newKey("2026-01")]);
    expect(impostor.matches(input, before.seal(input))).toBe(false);
  });

  it("refuses a version that it does not know", () => {
    expect(during.matches(input, { ...during.seal(input), macVersion: 2 })).toBe(false);
  });
});

it("cannot be made without a key", () => {
  expect(() => createCodeMac([])).toThrow(/COUNTERSIGN_KEYS/);
});
