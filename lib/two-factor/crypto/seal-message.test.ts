// Attack: a reader of the database opens a message that waits, or a writer moves it to a row of another account.
// It opens with the server's key only, and only for the delivery and account it was sealed for.
import { createSecretKey, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCodeMac } from "@/lib/two-factor/crypto/code-mac";
import { createSealer } from "@/lib/two-factor/crypto/seal-message";

const newKey = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });
const oldKey = newKey("2026-01");
const currentKey = newKey("2026-02");
const owner = { rowId: "d1", accountId: "a1" };
const text = JSON.stringify({ code: "004217", to: "person@example.com" });
const refused = expect.objectContaining({ code: "misconfigured" });

const changedAt = (sealed: string, index: number) => {
  const letter = sealed.at(index) === "A" ? "B" : "A";
  return sealed.slice(0, index) + letter + sealed.slice(index + 1);
};

describe("a sealed message", () => {
  const sealer = createSealer([currentKey, oldKey]);
  const sealed = sealer.seal(text, owner);

  it("opens for its own row, to the letter", () => {
    expect(sealer.unseal(sealed, owner)).toBe(text);
  });

  it("shows nothing of what it holds, and looks different each time", () => {
    const bytes = Buffer.from(sealed.split(":")[1] ?? "", "base64url").toString("latin1");
    expect(`${sealed}${bytes}`).not.toMatch(/004217|person/);
    expect(sealer.seal(text, owner)).not.toBe(sealed);
  });

  it.each([
    ["another delivery", { ...owner, rowId: "d2" }],
    ["another account", { ...owner, accountId: "a2" }],
    ["letters moved between the two", { rowId: "d1a", accountId: "1" }],
  ])("does not open for %s", (_, other) => {
    expect(() => sealer.unseal(sealed, other)).toThrow(refused);
  });

  it("does not open once any part of it was changed, cut off or emptied", () => {
    const start = sealed.indexOf(":") + 1;
    const places = [start, start + 20, start + 40, sealed.length - 2];
    for (const place of places) expect(() => sealer.unseal(changedAt(sealed, place), owner)).toThrow(refused);
    for (const cut of [sealed.slice(0, -4), sealed.slice(0, start), `${currentKey.id}:AAAA`, "", ":"])
      expect(() => sealer.unseal(cut, owner)).toThrow(refused);
  });

  it("does not open under another key's name", () => {
    const renamed = sealed.replace(currentKey.id, oldKey.id);
    expect(() => sealer.unseal(renamed, owner)).toThrow(refused);
    expect(() => createSealer([oldKey]).unseal(sealed, owner)).toThrow(refused);
  });
});

describe("a rotation", () => {
  it("seals with the new key and still opens what the old one sealed", () => {
    const before = createSealer([oldKey]).seal(text, owner);
    const rotated = createSealer([currentKey, oldKey]);
    expect(rotated.unseal(before, owner)).toBe(text);
    expect(rotated.seal(text, owner).startsWith(`${currentKey.id}:`)).toBe(true);
  });

  it("needs a key to begin with", () => {
    expect(() => createSealer([])).toThrow(refused);
    expect(() => createCodeMac([])).toThrow(refused);
  });
});
