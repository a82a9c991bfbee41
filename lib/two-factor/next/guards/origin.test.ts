import { describe, expect, it } from "vitest";
import { isSameOrigin } from "@/lib/two-factor/next/guards/origin";

const own = "https://shop.example";
const from = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), own);

// Attack: a foreign page posts a form to us with the person's cookies (ASVS 3.5.1).
// A sandboxed frame sends "Origin: null", an old client sends nothing at all; both are refused.
describe("isSameOrigin", () => {
  it.each([
    [{ origin: own }, true],
    [{ origin: own, "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "same-origin" }, true],
    [{}, false],
    [{ origin: "null" }, false],
    [{ origin: "null", "sec-fetch-site": "same-origin" }, false],
    [{ origin: "https://evil.example" }, false],
    [{ origin: "https://evil.example", "sec-fetch-site": "same-origin" }, false],
    [{ origin: own, "sec-fetch-site": "cross-site" }, false],
    [{ origin: own, "sec-fetch-site": "same-site" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ origin: "http://shop.example" }, false],
    [{ origin: "https://shop.example:444" }, false],
    [{ origin: "https://shop.example.evil.example" }, false],
  ] as [Record<string, string>, boolean][])("%j is %s", (headers, expected) => {
    expect(from(headers)).toBe(expected);
  });
});
