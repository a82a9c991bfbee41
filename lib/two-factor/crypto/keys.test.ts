// Attack: a key that was mistyped, truncated or left at its placeholder makes every code computable.
// Such a start is refused with the variable's name, and without a letter of the key in the message.
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseKeys } from "@/lib/two-factor/crypto/keys";

const key = () => randomBytes(32).toString("base64");
const one = key();

describe("COUNTERSIGN_KEYS", () => {
  it("is a list of keys with names, in order", () => {
    const keys = parseKeys(`2026-02:${one}, 2026-01:${key()}`);
    expect(keys.map(({ id }) => id)).toEqual(["2026-02", "2026-01"]);
    expect(keys[0]?.key.export().toString("base64")).toBe(one);
  });

  it("keeps its bytes out of whatever prints it", () => {
    const [parsed] = parseKeys(`k1:${one}`);
    expect(JSON.stringify(parsed)).not.toContain(one.slice(0, 8));
  });

  it.each([
    ["nothing", "", "key 1 must be"],
    ["a bare key", one, "key 1 must be"],
    ["no name", `:${one}`, "key 1 must be"],
    ["a name with a space", `my key:${one}`, "key 1 must be"],
    ["no key", "k1:", "key 1 must be"],
    ["31 bytes", `k1:${randomBytes(31).toString("base64")}`, "key 1 must be"],
    ["33 bytes", `k1:${randomBytes(33).toString("base64")}`, "key 1 must be"],
    ["hexadecimal", `k1:${randomBytes(32).toString("hex")}`, "key 1 must be"],
    ["a line break in the key", `k1:${one.slice(0, 20)}\n${one.slice(20)}`, "key 1 must be"],
    ["a trailing comma", `k1:${one},`, "key 2 must be"],
    ["a short second key", `k1:${one},k2:c2hvcnQ=`, "key 2 must be"],
    ["zeros", `k1:${Buffer.alloc(32).toString("base64")}`, "key 1 is not random"],
    ["a placeholder", `k1:${Buffer.from("changeme".repeat(4)).toString("base64")}`, "key 1 is not random"],
    ["one name twice", `k1:${one},k1:${key()}`, "two keys have the same id"],
    ["one key twice", `k1:${one},k2:${one}`, "one key is listed twice"],
  ])("refuses %s", (_, text, reason) => {
    expect(() => parseKeys(text)).toThrow(`COUNTERSIGN_KEYS: ${reason}`);
  });

  it("never repeats a key in what it says", () => {
    try {
      parseKeys(`k1:${one}=`);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain(one.slice(0, 8));
      expect(error).toMatchObject({ code: "misconfigured" });
    }
  });
});
