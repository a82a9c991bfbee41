import { describe, expect, test } from "vitest";
import { findBoldClaims } from "./claims";

describe("bold claims", () => {
  test.each([
    "Countersign is AAL2 compliant.",
    "This gives you phishing-resistant sign-in!",
    "Our flow is strong customer authentication.",
    "Bank-grade security for your shop.",
  ])("are found: %s", (claim) => {
    expect(findBoldClaims(`A quiet sentence. ${claim}`)).toHaveLength(1);
  });

  test.each([
    "A code by e-mail is not AAL2.",
    "It is neither phishing-resistant nor strong customer authentication.",
    "NIST SP 800-63B-4 AAL2 requires another factor.",
  ])("are not found in honest sentences: %s", (sentence) => {
    expect(findBoldClaims(sentence)).toEqual([]);
  });
});
