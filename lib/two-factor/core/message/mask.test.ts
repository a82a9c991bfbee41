// Attack: someone with only the password reads the owner's whole address or number off the code page.
// The mask keeps first letters, the last label and two digits, and hides every length.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskEmail, maskPhone } from "@/lib/two-factor/core/message/mask";

describe("a masked e-mail address", () => {
  it.each([
    ["alice@example.com", "a•••@e•••.com"],
    ["a@b.de", "a•••@b•••.de"],
    ["alice.long.name+tag@mail.example.co.uk", "a•••@m•••.uk"],
    ["\u{1f600}x@example.com", "\u{1f600}•••@e•••.com"],
    ["root@localhost", "•••"],
    ["no address", "•••"],
    ["", "•••"],
  ])("of %j is %s", (address, masked) => {
    expect(maskEmail(address)).toBe(masked);
  });

  it("is as long for a long address as for a short one", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(letters, letters, (local, domain) => {
        expect(maskEmail(`${local}@${domain}.com`)).toHaveLength("a•••@e•••.com".length);
      }),
    );
  });
});

describe("a masked phone number", () => {
  it("keeps the last two digits", () => {
    expect(maskPhone("+15005550006")).toBe("•••06");
    expect(maskPhone("+49 170 123 45 67")).toBe("•••67");
  });
});
