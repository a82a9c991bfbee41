import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/host/env";

const key = randomBytes(32).toString("base64");
const good = {
  NODE_ENV: "production",
  AUTH_URL: "https://shop.example",
  AUTH_SECRET: "x".repeat(32),
  COUNTERSIGN_KEYS: `k1:${key}`,
  DATABASE_URL: "postgresql://shop@db.example/shop",
  RESEND_API_KEY: "re_123",
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
    });
  });

  it.each([
    ["AUTH_URL", undefined],
    ["AUTH_URL", "shop.example"],
    ["AUTH_URL", "http://shop.example"],
    ["AUTH_SECRET", "short"],
    ["COUNTERSIGN_KEYS", undefined],
    ["COUNTERSIGN_KEYS", "k1:c2hvcnQ="],
    ["COUNTERSIGN_KEYS", key],
    ["DATABASE_URL", undefined],
    ["DATABASE_URL", "mysql://db"],
    ["RESEND_API_KEY", undefined],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["COUNTERSIGN_DEMO", "yes"],
  ])("names %s when it is %j", (name, value) => {
    expect(faults({ [name]: value })).toContain(name);
  });

  // Attack: a public site started with the demo's people and its open mailbox.
  it("refuses the demo anywhere but on a loopback address", () => {
    expect(faults({ COUNTERSIGN_DEMO: "1" })).toContain("COUNTERSIGN_DEMO");
    expect(faults({ COUNTERSIGN_DEMO: "1", AUTH_URL: "http://localhost:3000" })).toBe("");
    expect(faults({ COUNTERSIGN_DEMO: "1", AUTH_URL: "http://localhost.evil.example" })).toContain("COUNTERSIGN_DEMO");
  });

  it("tells every fault at once", () => {
    expect(faults({ AUTH_SECRET: "short", DATABASE_URL: undefined }).split("\n")).toHaveLength(2);
  });
});
