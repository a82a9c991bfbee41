import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type Json, toJson } from "@/lib/two-factor/core/json";

const json = fc.jsonValue() as fc.Arbitrary<Json>;

describe("JSON that is sealed", () => {
  it("is the same text however its fields were ordered", () => {
    expect(canonicalJson({ b: [1, { d: null, c: "x" }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
    expect(canonicalJson({ a: true, b: [1, { c: "x", d: null }] })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });

  it("is the same text for equal values and for no others", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        const isSame = canonicalJson(one) === canonicalJson(other);
        expect(canonicalJson(JSON.parse(JSON.stringify(one)))).toBe(canonicalJson(one));
        if (isSame) expect(JSON.parse(canonicalJson(one))).toEqual(JSON.parse(canonicalJson(other)));
        else expect(JSON.parse(canonicalJson(one))).not.toEqual(JSON.parse(canonicalJson(other)));
      }),
    );
  });

  it("is what will be read back: dates as text, absent fields gone", () => {
    const at = new Date("2026-11-23T10:00:00Z");
    expect(toJson({ at, none: undefined, list: [1, "a", null, false] })).toEqual({
      at: "2026-11-23T10:00:00.000Z",
      list: [1, "a", null, false],
    });
  });

  it.each([
    ["a function", () => 1],
    ["a number that is none", Number.NaN],
    ["infinity", { amount: Number.POSITIVE_INFINITY }],
    ["a bigint", 1n],
    ["a map", new Map()],
    ["nothing", undefined],
    ["nothing in a list", [undefined]],
    ["half a character", "\ud800"],
    ["U+0000, which PostgreSQL cannot hold", { "a\u0000": 1 }],
  ])("refuses %s", (_what, value) => {
    expect(() => toJson(value)).toThrow(TypeError);
  });
});
