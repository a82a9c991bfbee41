// Attack: what a person saw and what is done differ, yet both digest to the same binding.
// Names and values are length-prefixed, so that no other set of fields has the same digest.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindingDigest } from "@/lib/two-factor/crypto/digest";

const fields = fc.dictionary(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), { maxKeys: 3 });
const sorted = (record: Record<string, string>) => JSON.stringify(Object.entries(record).sort());

describe("the digest of a binding", () => {
  it("is equal for equal fields and for no others", () => {
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        expect(bindingDigest(one) === bindingDigest(other)).toBe(sorted(one) === sorted(other));
      }),
      { numRuns: 10_000 },
    );
  });

  it("does not depend on the order in which fields were written down", () => {
    expect(bindingDigest({ a: "1", b: "2" })).toBe(bindingDigest({ b: "2", a: "1" }));
  });

  it("keeps names and values apart", () => {
    expect(bindingDigest({ ab: "c" })).not.toBe(bindingDigest({ a: "bc" }));
    expect(bindingDigest({ a: "b", c: "d" })).not.toBe(bindingDigest({ a: "bcd" }));
  });

  it("stays what it is: codes on their way depend on it", () => {
    expect(bindingDigest({ purpose: "sign-in", browserHash: "b1" })).toBe(
      "l4s8x4ICrnx64XJrodcnt5WdO8xY2zjN9hfjbehqywA",
    );
  });
});
