import { createSecretKey, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type CountersignConfig, faultsOfConfig } from "@/lib/two-factor/config";
import { defaultLimits } from "@/lib/two-factor/core/limit/limits";

const send = async () => ({ ok: true, provider: "test", providerMessageId: null, attempts: 1 }) as const;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const right: CountersignConfig = {
  database: { $queryRaw: async () => [], $transaction: () => Promise.reject(new Error("not asked")) },
  keys: [{ id: "k1", key: createSecretKey(randomBytes(32)) }],
  secret: "s".repeat(32),
  origin: "https://app.example",
  channels: { email: { channel: "email", send } },
  locale: async () => "en",
  texts: { refusal: async () => "", approvalNeeded: async () => "" },
  log,
};

describe("a configuration", () => {
  it.each<[string, Partial<CountersignConfig>]>([
    ["as it should be", {}],
    ["of an application on this machine", { origin: "http://localhost:3000" }],
    ["with paths of its own", { paths: { signIn: "/login", verify: "/de/code" } }],
    ["behind proxies", { trustedProxyHops: 2 }],
  ])("passes %s", (_, given) => {
    expect(faultsOfConfig({ ...right, ...given })).toEqual([]);
  });

  it.each<[keyof CountersignConfig | string, Partial<CountersignConfig>]>([
    ["origin", { origin: "https://app.example/" }],
    ["origin", { origin: "app.example" }],
    ["origin", { origin: "ftp://app.example" }],
    ["secret", { secret: "s".repeat(31) }],
    ["keys", { keys: [] }],
    ["channels", { channels: {} }],
    ["trustedProxyHops", { trustedProxyHops: -1 }],
    ["trustedProxyHops", { trustedProxyHops: 1.5 }],
    ["maxBodyBytes", { maxBodyBytes: 0 }],
    ["paths.signIn", { paths: { signIn: "https://evil.example" } }],
    ["paths.approve", { paths: { approve: "//evil.example" } }],
    ["paths.verify", { paths: { verify: "/verify/" } }],
    ["limits.code.wrongAnswers", { limits: { ...defaultLimits, code: { ...defaultLimits.code, wrongAnswers: 6 } } }],
  ])("is refused with a line that names %s", (name, given) => {
    const faults = faultsOfConfig({ ...right, ...given });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name.replaceAll(".", "\\.")}: must|^${name}: at least`));
  });

  it("is told all of its faults at once", () => {
    expect(faultsOfConfig({ ...right, origin: "", secret: "", keys: [] })).toHaveLength(3);
  });
});
