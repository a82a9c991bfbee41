import { describe, expect, it } from "vitest";
import { checkPassword, hashPassword, isHashablePassword } from "@/lib/host/password/password";

const password = "plum orbit lantern 42";

describe("password", () => {
  it("is stored as Argon2id with the documented cost and its own salt", async () => {
    const [one, other] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
  });

  it("matches itself in any Unicode form, and no other password", async () => {
    const stored = await hashPassword("schlüssel und fünf äpfel");
    expect(await checkPassword(stored, "schlüssel und fünf äpfel".normalize("NFD"))).toBe(true);
    expect(await checkPassword(stored, "schlussel und funf apfel")).toBe(false);
  });

  it("counts in full: passwords that differ at byte 200 do not match", async () => {
    const stored = await hashPassword(`${"a".repeat(199)}b`);
    expect(await checkPassword(stored, `${"a".repeat(199)}c`)).toBe(false);
  });

  it("never matches for an account that does not exist", async () => {
    expect(await checkPassword(null, password)).toBe(false);
  });

  // Attack: many passwords of a megabyte at once, to keep every core hashing.
  it("is not hashed beyond 256 code points or one kibibyte", () => {
    expect(isHashablePassword("a".repeat(256))).toBe(true);
    expect(isHashablePassword("a".repeat(257))).toBe(false);
    expect(isHashablePassword("🔑".repeat(256))).toBe(true);
    expect(isHashablePassword("🔑".repeat(257))).toBe(false);
    expect(isHashablePassword(["a"])).toBe(false);
  });
});
