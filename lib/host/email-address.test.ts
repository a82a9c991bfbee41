import { describe, expect, it } from "vitest";
import { canonicalEmail } from "@/lib/host/email-address";

describe("canonicalEmail", () => {
  it.each([
    ["Alice@Example.com", "alice@example.com"],
    [" alice@example.com ", "alice@example.com"],
    ["alice+shop@example.com", "alice+shop@example.com"],
    ["alice@bücher.example", "alice@xn--bcher-kva.example"],
    ["ａlice@example.com", "alice@example.com"],
  ])("reads %s as %s", (input, expected) => {
    expect(canonicalEmail(input)).toBe(expected);
  });

  // Attack: an address that validates as ours and is delivered to somebody else
  // (GHSA-7rqj-j65f-68wh, GHSA-5jpx-9hw9-2fx4, CVE-2022-35924).
  it.each([
    "alice@example.com,mallory@evil.example",
    "alice@example.com;mallory@evil.example",
    '"alice@evil.example x"@example.com',
    "alice＠evil.example@example.com",
    "alice(comment)@example.com",
    "<alice@example.com>",
    "alice@example.com\r\nBcc: mallory@evil.example",
    "alice@evil.example\u0000@example.com",
    "al ice@example.com",
    "älice@example.com",
    ".alice@example.com",
    "al..ice@example.com",
    "alice@localhost",
    "alice@",
    "@example.com",
    `${"a".repeat(65)}@example.com`,
    "",
  ])("refuses %j", (input) => {
    expect(canonicalEmail(input)).toBeNull();
  });

  it.each([undefined, null, 7, ["alice@example.com"], { email: "alice@example.com" }])(
    "takes only strings, not %j",
    (input) => {
      expect(canonicalEmail(input)).toBeNull();
    },
  );
});
