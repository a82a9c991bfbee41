import { describe, expect, it } from "vitest";
import { addressSchema, formatAddress } from "./address";

const address = { recipient: "Robin", street: "Hafenstraße 7", postalCode: "20457", city: "Hamburg", country: "DE" };

describe("a delivery address", () => {
  it("is tidied up, and read on one line in the person's language", () => {
    const parsed = addressSchema.parse({ ...address, recipient: "  Robin \t Fixture " });
    expect(formatAddress(parsed, "de")).toBe("Robin Fixture, Hafenstraße 7, 20457 Hamburg, Deutschland");
  });

  // Attack: use line breaks or direction marks, so that page and message show another address than the stored one.
  // Defence: invisible marks that come with copying are dropped first; other control characters are refused.
  it("holds no character that changes how it is shown", () => {
    for (const hidden of ["\u202e", "\u200b", "\u2066", "\ufeff", "\u200f", "\u00ad", "\u202c"])
      expect(addressSchema.parse({ ...address, street: `Road${hidden} 7` }).street).toBe("Road 7");
    for (const control of ["\u0000", "\u0007", "\ud800", "\u001b"])
      expect(addressSchema.safeParse({ ...address, street: `Road${control}7` }).success).toBe(false);
  });

  it("takes no empty, endless or unknown part", () => {
    for (const wrong of [{ city: " " }, { street: "x".repeat(81) }, { country: "XX" }, { recipient: undefined }])
      expect(addressSchema.safeParse({ ...address, ...wrong }).success).toBe(false);
  });
});
