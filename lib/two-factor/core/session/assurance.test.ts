// Attack: a session claims more than was proved, and something behind it trusts the claim.
// Every path to a session is listed here with what it may say; e-mail never says "mfa" (RFC 8176).
import { describe, expect, it } from "vitest";
import { assuranceOfCode, assuranceOfFirstStep } from "@/lib/two-factor/core/session/assurance";
import { channels } from "@/lib/two-factor/core/words";

describe("what a session says of itself", () => {
  it("after the password alone is a password", () => {
    expect(assuranceOfFirstStep(["pwd"])).toEqual({ amr: ["pwd"], acr: "urn:countersign:acr:password" });
  });

  it("after a code by e-mail is two steps over two channels, not two factors", () => {
    const { amr, acr } = assuranceOfCode(["pwd"], "email");
    expect(amr).toEqual(["pwd", "mca", "email_code"]);
    expect(acr).toBe("urn:countersign:acr:two-step");
  });

  it("after a code by SMS is two factors", () => {
    expect(assuranceOfCode(["pwd"], "sms")).toEqual({
      amr: ["pwd", "sms", "mfa"],
      acr: "urn:countersign:acr:two-step",
    });
  });

  it("names mfa for no channel but SMS", () => {
    expect(channels.filter((channel) => assuranceOfCode(["pwd"], channel).amr.includes("mfa"))).toEqual(["sms"]);
  });

  it("is a list of its own: changing it changes no other session", () => {
    const first = assuranceOfCode(["pwd"], "email").amr;
    first.push("mfa");
    expect(assuranceOfCode(["pwd"], "email").amr).not.toContain("mfa");
  });
});
