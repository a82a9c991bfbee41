import type { NextAuthConfig } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { Provider } from "next-auth/providers";
import Credentials from "next-auth/providers/credentials";
import GitHub from "next-auth/providers/github";
import { describe, expect, it } from "vitest";
import { createGate } from "@/lib/two-factor/next-auth/gate";
import type { GateConfig } from "@/lib/two-factor/next-auth/gate-config";

const adapter: Adapter = {};
const password = Credentials({ credentials: {}, authorize: () => null });
// The real one wants a package that nobody needs here.
const passkey = { id: "passkey", type: "webauthn", name: "Passkey" } as unknown as Provider;
const link = { id: "resend", type: "email", name: "Resend", options: {} } as Provider;

function gateOf(own: Partial<NextAuthConfig>, gate: Partial<GateConfig> = {}) {
  return createGate({ providers: [password], ...own }, () => ({ codePage: "/verify", ...gate }) as GateConfig);
}

const jwt = { strategy: "jwt" } as const;
const database = { strategy: "database" } as const;
const accountOf = () => "account";

describe("a configuration that would leave the gate open, or closed for good", () => {
  it.each<[string, Partial<NextAuthConfig>, Partial<GateConfig>, string]>([
    ["NextAuth's passkeys", { providers: [passkey], adapter, session: jwt }, {}, 'providers: "passkey" signs in past'],
    ["its flag for them", { experimental: { enableWebAuthn: true } }, {}, "experimental.enableWebAuthn: must be off"],
    ["links without an adapter", { providers: [link] }, {}, 'adapter: must be set, "resend" keeps its links there'],
    [
      "OAuth without an account",
      { providers: [GitHub] },
      {},
      'accountOf: must be set, since without an adapter "github"',
    ],
    ["two answers to one question", { adapter, session: jwt }, { accountOf }, "accountOf: must be left out"],
    ["a foreign code page", {}, { codePage: "//elsewhere.example" }, "codePage: must be a path of this site"],
    [
      "a provider in our place",
      { providers: [Credentials({ id: "second-step" })] },
      {},
      'providers: the id "second-step"',
    ],
    [
      "guards that look for another cookie",
      {},
      { readWith: { cookies: { sessionToken: { name: "s" } } } },
      "sessions: ",
    ],
    ["guards that read other sessions", { adapter, session: jwt }, { readWith: { adapter } }, "sessions: "],
    ["guards with another secret", { secret: "one" }, { readWith: { secret: "other" } }, "sessions: must hold"],
    ["database sessions without an adapter", { session: database }, {}, "adapter: must be set, database"],
    ["database sessions of passwords alone", { session: database, adapter }, {}, 'session.strategy: must be "jwt"'],
  ])("is named: %s", async (_, own, gate, line) => {
    expect(await gateOf(own, gate).faults()).toEqual([expect.stringContaining(line)]);
    await expect(gateOf(own, gate).configure()).rejects.toMatchObject({ code: "misconfigured" });
  });

  it.each<[string, Partial<NextAuthConfig>, Partial<GateConfig>]>([
    ["a password", {}, {}],
    ["a password with an adapter", { adapter, session: jwt }, {}],
    ["guards that read the same sessions", { adapter, session: jwt }, { readWith: { adapter, session: jwt } }],
    ["OAuth with an adapter", { providers: [GitHub], adapter, session: jwt }, {}],
    ["OAuth with an account", { providers: [GitHub] }, { accountOf }],
    ["OAuth and a password with database sessions", { providers: [GitHub, password], adapter, session: database }, {}],
    ["links with an adapter", { providers: [link], adapter, session: jwt }, {}],
  ])("is not: %s", async (_, own, gate) => {
    expect(await gateOf(own, gate).faults()).toEqual([]);
  });
});
