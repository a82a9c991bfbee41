import { describe, expect, it } from "vitest";
import { isOneRecipient } from "./recipient";

describe("one recipient", () => {
  it.each(["alice@example.com", "a.b+c_d@mail.example.co.uk", "o'hara@example.org", "x@xn--mnchen-3ya.example"])(
    "is the mailbox %s",
    (address) => expect(isOneRecipient("email", address)).toBe(true),
  );

  it.each(["+15005550006", "+491701234567"])("is the number %s", (number) => {
    expect(isOneRecipient("sms", number)).toBe(true);
  });

  // Attack: whoever may choose the text of an address makes the mailer deliver a code to somebody else: by a list,
  // a comment, a quoted local part, a look-alike of "@", or a line break that begins a header of its own.
  it.each([
    ...["alice@example.com,mallory@evil.example", "alice@example.com;mallory@evil.example"],
    ...["alice@example.com mallory@evil.example", "alice@example.com\r\nBcc: mallory@evil.example", "a\n@example.com"],
    ...['"mallory@evil.example x"@example.com', '"alice"@example.com', "alice(mallory@evil.example)@example.com"],
    ...["Alice <alice@example.com>", "<alice@example.com>", "alice@evil.example\uff20example.com"],
    ...["alice\uff20example.com", "älice@example.com", "alice@exämple.com", "alice@evil.example@example.com"],
    ...["alice@[127.0.0.1]", "alice@localhost", "@example.com", "alice@", "alice", "", " alice@example.com"],
    ...[".alice@example.com", "alice.@example.com", "al..ice@example.com", "alice@-example.com", "alice@example..com"],
    ...["alice@example.com\u0000", "alice@example.com\u202e", `${"a".repeat(65)}@example.com`],
    ...[`a@${"b".repeat(64)}.com`, `a@${"b.".repeat(130)}com`, "group:alice@example.com;", "alice%evil@example.com\t"],
  ])("is not the mailbox %j", (address) => expect(isOneRecipient("email", address)).toBe(false));

  it.each(["15005550006", "+05005550006", "+1 500 555 0006", "+150055", "+15005550006,+15005550007", "+1500555000６"])(
    "is not the number %j",
    (number) => expect(isOneRecipient("sms", number)).toBe(false),
  );

  it("is of the channel's own kind", () => {
    expect(isOneRecipient("sms", "alice@example.com")).toBe(false);
    expect(isOneRecipient("email", "+15005550006")).toBe(false);
  });
});
