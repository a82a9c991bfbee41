import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/host/server/env";

const key = randomBytes(32).toString("base64");
const good = {
  NODE_ENV: "production",
  AUTH_URL: "https://shop.example",
  AUTH_SECRET: "x".repeat(32),
  COUNTERSIGN_KEYS: `k1:${key}`,
  DATABASE_URL: "postgresql://shop@db.example/shop",
  RESEND_API_KEY: "re_123",
  TWILIO_ACCOUNT_SID: "AC123",
  TWILIO_AUTH_TOKEN: "secret",
  TWILIO_FROM: "+15005550006",
};
const faults = (change: Record<string, string | undefined>) => {
  try {
    parseEnv({ ...good, ...change });
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("environment", () => {
  it("reads a complete one", () => {
    expect(parseEnv(good)).toMatchObject({
      origin: "https://shop.example",
      secureCookies: true,
      TRUSTED_PROXY_HOPS: 0,
      LOW_VALUE_EXEMPTION: false,
    });
  });

  it.each([
    ["AUTH_URL", undefined],
    ["AUTH_URL", "shop.example"],
    ["AUTH_URL", "http://shop.example"],
    ["AUTH_SECRET", undefined],
    ["AUTH_SECRET", ""],
    ["AUTH_SECRET", "short"],
    ["COUNTERSIGN_KEYS", undefined],
    ["COUNTERSIGN_KEYS", ""],
    ["COUNTERSIGN_KEYS", "k1:!!!"],
    ["COUNTERSIGN_KEYS", "k1:c2hvcnQ="],
    ["COUNTERSIGN_KEYS", key],
    ["DATABASE_URL", undefined],
    ["DATABASE_URL", ""],
    ["DATABASE_URL", "mysql://db"],
    ["RESEND_API_KEY", undefined],
    ["RESEND_API_KEY", ""],
    ["RESEND_BASE_URL", "resend"],
    ["RESEND_WEBHOOK_SECRET", "secret"],
    ["SMTP_URL", "mail.example"],
    ["SMTP_URL", "smtps://mail.example?tls.rejectUnauthorized=false"],
    ["TWILIO_AUTH_TOKEN", undefined],
    ["TWILIO_ACCOUNT_SID", "SK123"],
    ["TWILIO_ACCOUNT_SID", ""],
    ["TWILIO_FROM", undefined],
    ["TWILIO_FROM", "our shop"],
    ["TWILIO_BASE_URL", "ftp://twilio"],
    ["SMS_COUNTRIES", "Germany"],
    ["SMS_DAILY_CAP", "0"],
    ["SMS_DAILY_CAP", "many"],
    ["SMS_COST", "0.08"],
    ["SMS_COST", "501"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "all"],
    ["COUNTERSIGN_DEMO", "yes"],
    ["LOW_VALUE_EXEMPTION", "yes"],
  ])("names %s when it is %j", (name, value) => {
    expect(faults({ [name]: value })).toContain(name);
  });

  it("needs one way to send e-mail, and none to send SMS", () => {
    expect(faults({ RESEND_API_KEY: undefined, SMTP_URL: "smtp://mail.example" })).toBe("");
    expect(faults({ TWILIO_ACCOUNT_SID: undefined, TWILIO_AUTH_TOKEN: undefined, TWILIO_FROM: undefined })).toBe("");
  });

  it("reads the mail server, the sender of SMS and the countries", () => {
    const { SMTP_URL, SMS_COUNTRIES } = parseEnv({
      ...good,
      SMTP_URL: "smtps://me:pw@mail.example",
      TWILIO_FROM: "MG123",
      SMS_COUNTRIES: "DE,FR",
    });
    expect(SMTP_URL).toMatchObject({ host: "mail.example", port: 465, secure: true });
    expect(SMS_COUNTRIES).toEqual(["DE", "FR"]);
  });

  it("reports a wrong value without its password", () => {
    expect(faults({ SMTP_URL: "smtp://me:hunter2@mail.example/box" })).not.toContain("hunter2");
  });

  // Attack: a public site is started with the demo's people and its open mailbox.
  it("refuses the demo anywhere but on a loopback address", () => {
    expect(faults({ COUNTERSIGN_DEMO: "1" })).toContain("COUNTERSIGN_DEMO");
    expect(faults({ COUNTERSIGN_DEMO: "1", AUTH_URL: "http://localhost:3000" })).toBe("");
    expect(faults({ COUNTERSIGN_DEMO: "1", AUTH_URL: "http://localhost.evil.example" })).toContain("COUNTERSIGN_DEMO");
  });

  it("reports all faults at once", () => {
    expect(faults({ AUTH_SECRET: "short", DATABASE_URL: undefined }).split("\n")).toHaveLength(2);
  });
});
