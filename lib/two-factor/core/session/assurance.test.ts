// Attack: a session claims more than was proved, and something behind it trusts the claim.
import { describe, expect, it } from "vitest";
import { assuranceOfFirstStep, assuranceOfTwoSteps } from "@/lib/two-factor/core/session/assurance";
import type { AuthenticationMethod } from "@/lib/two-factor/core/words";

describe("what a session says of itself", () => {
  it("after the password alone is a password", () => {
    expect(assuranceOfFirstStep(["pwd"])).toEqual({ amr: ["pwd"], acr: "urn:countersign:acr:password" });
  });

  it("after another site's word claims nothing of how that site asked", () => {
    expect(assuranceOfFirstStep([])).toEqual({ amr: [], acr: "urn:countersign:acr:first-step" });
  });

  it("after a link by e-mail is a link, and what adds neither channel nor factor is no second step", () => {
    const link = { amr: ["email_link"], acr: "urn:countersign:acr:email-link" };
    expect(assuranceOfFirstStep(["email_link"])).toEqual(link);
    expect(assuranceOfTwoSteps(["email_link"], ["email_code"])).toEqual({ ...link, amr: ["email_link", "email_code"] });
  });

  it("after a second step is what both proved, in this order", () => {
    expect(assuranceOfTwoSteps(["pwd"], ["sms", "mfa"])).toEqual({
      amr: ["pwd", "sms", "mfa"],
      acr: "urn:countersign:acr:two-step",
    });
  });

  it("is a list of its own: changing it changes no other session", () => {
    const adds: AuthenticationMethod[] = ["mca", "email_code"];
    assuranceOfTwoSteps(["pwd"], adds).amr.push("mfa");
    expect(assuranceOfTwoSteps(["pwd"], adds).amr).not.toContain("mfa");
  });
});
