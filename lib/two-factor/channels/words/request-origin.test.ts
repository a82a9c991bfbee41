import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chromeOnLinux } from "@/lib/two-factor/testing/message";
import { recogniseAddress, recogniseBrowser } from "./request-origin";

describe("a browser", () => {
  const known = [
    [chromeOnLinux, "Chrome", "Linux"],
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Windows"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
      "Safari",
      "iOS",
    ],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
      "Microsoft Edge",
      "Windows",
    ],
  ] as const;

  it.each(known)("is recognised: %s", (userAgent, browser, system) => {
    expect(recogniseBrowser(userAgent)).toEqual({ browser, system });
  });

  it.each(["", "  ", "curl/8.14.1", "Mallory's<b>Browser</b>/1.0 x", "\u202e/1"])("is unknown: %j", (userAgent) => {
    expect(recogniseBrowser(userAgent)).toEqual({ browser: null, system: null });
  });

  // Attack: the parser hands back a name it does not know as the client wrote it, so a user agent would be a way to put
  // words into a message that carries a code.
  it("is never a name of the client's choice", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1 });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const { browser, system } = recogniseBrowser(`${a}evil/${b} (${a}; ${b}evil)`);
        return !`${browser} ${system}`.includes("evil");
      }),
    );
  });
});

describe("a network address", () => {
  it.each(["203.0.113.7", "2001:db8::1", "::ffff:203.0.113.7"])("is shown as it came: %s", (ip) => {
    expect(recogniseAddress(ip)).toBe(ip);
  });

  it.each(["unknown", "", "203.0.113.7, 10.0.0.1", "fe80::1%eth0", "fe80::1%123456", "203.0.113.7\n"])(
    "is unknown: %j",
    (ip) => {
      expect(recogniseAddress(ip)).toBeNull();
    },
  );
});
