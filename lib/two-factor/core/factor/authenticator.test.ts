import { describe, expect, it } from "vitest";
import { pickAuthenticator, pickOtherAuthenticator } from "@/lib/two-factor/core/factor/authenticator";

const email = { channel: "email" as const };
const otherEmail = { channel: "email" as const };
const sms = { channel: "sms" as const };

describe("where a code goes", () => {
  it("is the preferred channel", () => {
    const account = { preferredChannel: "sms" as const, authenticators: [email, sms] };
    expect(pickAuthenticator(account, ["email", "sms"])).toBe(sms);
  });

  it("is e-mail when nothing is preferred or the preferred one cannot be reached", () => {
    expect(pickAuthenticator({ preferredChannel: null, authenticators: [sms, email] }, ["email", "sms"])).toBe(email);
    expect(pickAuthenticator({ preferredChannel: "sms", authenticators: [email, sms] }, ["email"])).toBe(email);
    expect(pickAuthenticator({ preferredChannel: "sms", authenticators: [email] }, ["email", "sms"])).toBe(email);
  });

  it("is whatever is left when there is no e-mail", () => {
    expect(pickAuthenticator({ preferredChannel: "email", authenticators: [sms] }, ["email", "sms"])).toBe(sms);
  });

  it("is the first of two on one channel, every time", () => {
    const account = { preferredChannel: null, authenticators: [email, otherEmail] };
    expect(pickAuthenticator(account, ["email"])).toBe(email);
  });

  it("is nowhere when no channel reaches the person", () => {
    expect(pickAuthenticator({ preferredChannel: "sms", authenticators: [sms] }, ["email"])).toBeNull();
    expect(pickAuthenticator({ preferredChannel: null, authenticators: [] }, ["email", "sms"])).toBeNull();
    expect(pickAuthenticator({ preferredChannel: null, authenticators: [email] }, [])).toBeNull();
  });
});

describe("where else a code may go", () => {
  const account = { authenticators: [email, otherEmail, sms] };
  const both = ["email", "sms"] as const;

  it("is the other channel, whichever it came by", () => {
    expect(pickOtherAuthenticator(account, both, { from: "email", switchableTo: both })).toBe(sms);
    expect(pickOtherAuthenticator(account, both, { from: "sms", switchableTo: both })).toBe(email);
  });

  it("is nowhere without another that is verified, can be reached and is allowed", () => {
    const fromEmail = { from: "email", switchableTo: both } as const;
    expect(pickOtherAuthenticator({ authenticators: [email, otherEmail] }, both, fromEmail)).toBeNull();
    expect(pickOtherAuthenticator(account, ["email"], fromEmail)).toBeNull();
    expect(pickOtherAuthenticator(account, both, { from: "email", switchableTo: ["email"] })).toBeNull();
    expect(pickOtherAuthenticator(account, both, { from: "sms", switchableTo: [] })).toBeNull();
  });
});
