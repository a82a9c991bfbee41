import { describe, expect, it } from "vitest";
import { pickAuthenticator, pickOtherAuthenticator } from "@/lib/two-factor/core/factor/authenticator";

const email = { factor: "email" };
const otherEmail = { factor: "email" };
const sms = { factor: "sms" };

describe("what is asked for", () => {
  it("is the preferred factor", () => {
    const account = { preferredFactor: "sms", authenticators: [email, sms] };
    expect(pickAuthenticator(account, ["email", "sms"])).toBe(sms);
  });

  it("is the first in the order of the list when nothing is preferred or the preferred one cannot be asked for", () => {
    expect(pickAuthenticator({ preferredFactor: null, authenticators: [sms, email] }, ["email", "sms"])).toBe(email);
    expect(pickAuthenticator({ preferredFactor: null, authenticators: [email, sms] }, ["sms", "email"])).toBe(sms);
    expect(pickAuthenticator({ preferredFactor: "sms", authenticators: [email, sms] }, ["email"])).toBe(email);
    expect(pickAuthenticator({ preferredFactor: "sms", authenticators: [email] }, ["email", "sms"])).toBe(email);
  });

  it("is whatever is left when the first is not there", () => {
    expect(pickAuthenticator({ preferredFactor: "email", authenticators: [sms] }, ["email", "sms"])).toBe(sms);
  });

  it("is the first of two of one factor, every time", () => {
    const account = { preferredFactor: null, authenticators: [email, otherEmail] };
    expect(pickAuthenticator(account, ["email"])).toBe(email);
  });

  it("is nothing when the person has none of them", () => {
    expect(pickAuthenticator({ preferredFactor: "sms", authenticators: [sms] }, ["email"])).toBeNull();
    expect(pickAuthenticator({ preferredFactor: null, authenticators: [] }, ["email", "sms"])).toBeNull();
    expect(pickAuthenticator({ preferredFactor: null, authenticators: [email] }, [])).toBeNull();
  });
});

describe("what else may be asked for", () => {
  const account = { authenticators: [email, otherEmail, sms] };
  const both = ["email", "sms"];

  it("is the other factor, whichever came first", () => {
    expect(pickOtherAuthenticator(account, both, { from: "email", switchableTo: both })).toBe(sms);
    expect(pickOtherAuthenticator(account, both, { from: "sms", switchableTo: both })).toBe(email);
  });

  it("is nothing without another that is registered, usable and allowed", () => {
    const fromEmail = { from: "email", switchableTo: both };
    expect(pickOtherAuthenticator({ authenticators: [email, otherEmail] }, both, fromEmail)).toBeNull();
    expect(pickOtherAuthenticator(account, ["email"], fromEmail)).toBeNull();
    expect(pickOtherAuthenticator(account, both, { from: "email", switchableTo: ["email"] })).toBeNull();
    expect(pickOtherAuthenticator(account, both, { from: "sms", switchableTo: [] })).toBeNull();
  });
});
