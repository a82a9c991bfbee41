// Attack: a session claims more than was proved, and something behind it trusts the claim.
// Every path to a session is listed here with what it may say; e-mail never says "mfa" (RFC 8176).
import { describe, expect, it } from "vitest";
import { assuranceOfCode, assuranceOfFirstStep } from "@/lib/two-factor/core/session/assurance";
import { channels } from "@/lib/two-factor/core/words";

describe("what a session says of itself", () => {
  it("after the password alone is a password", () => {
    expect(assuranceOfFirstStep(["pwd"])).toEqual({ amr: ["pwd"], acr: "urn:countersign:acr:password" });
  });

  it("after another site's word claims nothing of how that site asked", () => {
    expect(assuranceOfFirstStep([])).toEqual({ amr: [], acr: "urn:countersign:acr:first-step" });
    expect(assuranceOfCode([], "email")).toEqual({
      amr: ["mca", "email_code"],
      acr: "urn:countersign:acr:two-step",
    });
    expect(assuranceOfCode([], "sms")).toEqual({ amr: ["sms", "mca"], acr: "urn:countersign:acr:two-step" });
  });

  it("after a link by e-mail is a link, and a code to the same mailbox adds no second step", () => {
    const link = { amr: ["email_link"], acr: "urn:countersign:acr:email-link" };
    expect(assuranceOfFirstStep(["email_link"])).toEqual(link);
    expect(assuranceOfCode(["email_link"], "email")).toEqual({ ...link, amr: ["email_link", "email_code"] });
    expect(assuranceOfCode(["email_link"], "sms")).toEqual({
      amr: ["email_link", "sms", "mca"],
      acr: "urn:countersign:acr:two-step",
    });
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

  it("names mfa for a password and a text, and for nothing else", () => {
    const firstSteps = [["pwd"], ["email_link"], []] as const;
    const all = firstSteps.flatMap((first) => channels.map((channel) => assuranceOfCode(first, channel).amr));
    expect(all.filter((amr) => amr.includes("mfa"))).toEqual([["pwd", "sms", "mfa"]]);
  });

  it("is a list of its own: changing it changes no other session", () => {
    const first = assuranceOfCode(["pwd"], "email").amr;
    first.push("mfa");
    expect(assuranceOfCode(["pwd"], "email").amr).not.toContain("mfa");
  });
});
