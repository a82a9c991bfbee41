import { describe, expect, it } from "vitest";
import { canonicalEmail, isPlainEmail } from "@/lib/two-factor/core/message/email-address";

describe("canonicalEmail", () => {
  it.each([
    ["Alice@Example.com", "alice@example.com"],
    [" alice@example.com ", "alice@example.com"],
    ["alice+shop@example.com", "alice+shop@example.com"],
    ["alice@bücher.example", "alice@xn--bcher-kva.example"],
    ["ａlice@example.com", "alice@example.com"],
    ["\u202aalice@example.com\u202c", "alice@example.com"],
    ["ali\u200bce@exam\u00adple.com", "alice@example.com"],
    ["\ufeffalice@example.com\u00a0", "alice@example.com"],
    ["alice\u2011b@example.com", "alice-b@example.com"],
    ["alice@example。com", "alice@example.com"],
    ["alice@a--b.example", "alice@a--b.example"],
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
    "a@-x.com",
    "a@x-.de",
    "a@x..de",
    "a@x.de.",
    "a@1.2.3.4",
    "a@1.2",
    "a@[127.0.0.1]",
    "a@x.de:25",
    "a@x.de/y",
    "a@x_y.de",
    "a@x.1",
    `a@${"x".repeat(64)}.de`,
    `a@${"x.".repeat(126)}de`,
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

describe("an address that a message is sent to", () => {
  it.each(["alice@example.com", "Alice.B+c@Example.com", "a@xn--bcher-kva.example"])("%s is plain", (address) =>
    expect(isPlainEmail(address)).toBe(true),
  );
  it.each([
    " alice@example.com",
    "alice@bücher.example",
    "ａlice@example.com",
    "a@-x.com",
    "a@x-.de",
    "a@x.de\r\nTo: b@x.de",
  ])("%j is not", (address) => expect(isPlainEmail(address)).toBe(false));
});
