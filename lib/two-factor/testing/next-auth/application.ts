import { randomBytes, randomUUID } from "node:crypto";
import NextAuth, { type NextAuthConfig } from "next-auth";
import type { Provider } from "next-auth/providers";
import Credentials from "next-auth/providers/credentials";
import { parseKeys } from "@/lib/two-factor/crypto/keys";
import { hashToken } from "@/lib/two-factor/crypto/tokens";
import type { CodeMessage, MessageChannel } from "@/lib/two-factor/flows/message/ports";
import { createTwoFactor } from "@/lib/two-factor/index";
import { createBrowser } from "@/lib/two-factor/next/guards/browser";
import { createGate, createSessionIdReader, type GateConfig } from "@/lib/two-factor/next-auth/index";
import { createApplicationTables, createTestAdapter } from "@/lib/two-factor/testing/next-auth/adapter";
import { type Link, type Site, testBrowser } from "@/lib/two-factor/testing/next-auth/browser";
import type { CookieJar } from "@/lib/two-factor/testing/next-auth/cookie-jar";
import { startIdentityProvider } from "@/lib/two-factor/testing/next-auth/identity-provider";
import { cookies, headers } from "@/lib/two-factor/testing/next-auth/request-scope";
import { openTestStore } from "@/lib/two-factor/testing/store";

export type Application = ReturnType<typeof openApplication>;
export type World = Awaited<ReturnType<typeof openWorld>>;

/** What the applications of one test file share: a database, an identity provider and a mailbox. */
export async function openWorld() {
  const store = await openTestStore();
  await createApplicationTables(store.database);
  const mailbox: CodeMessage[] = [];
  const background: Promise<void>[] = [];
  const identityProvider = await startIdentityProvider();
  const email: MessageChannel = {
    channel: "email",
    send: async (message) => {
      if ("code" in message) mailbox.push(message);
      return { ok: true, provider: "test", providerMessageId: "m1", attempts: 1 };
    },
  };
  const twoFactor = createTwoFactor({
    database: store.database,
    keys: parseKeys(`test:${randomBytes(32).toString("base64")}`),
    channels: { email },
    addressLimits: { take: async () => taken, takeBoth: async () => [taken, taken], giveBack: async () => undefined },
    afterResponse: (work) => void background.push(work()),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  return {
    ...store,
    twoFactor,
    mailbox,
    links: [] as Link[],
    identityProvider,
    adapter: createTestAdapter(store.database),
    delivery: () => Promise.all(background.splice(0)),
    close: () => Promise.all([identityProvider.stop(), store.close()]),
  };
}

const taken = { ok: true } as const;

export type Setup = {
  providers: readonly ("password" | "idp" | "link" | Provider)[];
  /** Without one, unless it says so. */
  adapter?: boolean;
  /** The rest of the application's own configuration. */
  own?: Partial<NextAuthConfig>;
  gate?: Partial<GateConfig>;
};

/** An application of a stranger with NextAuth's real handler, and the gate in it. */
export function openApplication(world: World, { providers, adapter, own, gate: given }: Setup) {
  const people = new Map<string, Record<string, unknown>>();
  const known = { password: passwordProvider(people), idp: idpProvider(world), link: linkProvider(world) };
  const secret = "a secret of the application, long enough";
  const authConfig: NextAuthConfig = {
    providers: providers.map((each) => (typeof each === "string" ? known[each] : each)),
    ...(adapter && { adapter: world.adapter }),
    secret,
    trustHost: true,
    logger: { error: () => undefined },
    ...own,
  };
  const gateConfig: GateConfig = {
    twoFactor: world.twoFactor,
    browser: createBrowser({
      request: { headers, cookies },
      secureCookies: false,
      trustedProxyHops: 0,
      hash: hashToken,
      locale: async () => "en",
    }),
    cookieHeader: async () => (await headers()).get("cookie"),
    secret,
    secureCookies: false,
    codePage: "/verify",
    ...given,
  };
  const gate = createGate(authConfig, () => gateConfig);
  const { twoFactor, mailbox, delivery } = world;
  const sessionId = createSessionIdReader(authConfig, () => gateConfig);
  const parts = { ...gateConfig, twoFactor, mailbox, delivery, sessionId };
  const site: Site = { ...NextAuth(gate.configure), ...parts };
  return {
    gate,
    authConfig,
    /** Somebody who signs in with a password; the fields are what `authorize` returns. */
    hasPerson: (email: string, user: Record<string, unknown>) => void people.set(email, user),
    browser: (jar?: CookieJar) => testBrowser(site, world, jar),
    /** The application as it was before the add-on, with NextAuth alone. */
    browserBefore: () => testBrowser({ ...NextAuth({ ...authConfig }), ...parts }, world),
  };
}

function passwordProvider(people: Map<string, Record<string, unknown>>) {
  return Credentials({
    credentials: { email: {}, password: { type: "password" } },
    authorize: ({ email }) => people.get(String(email)) ?? null,
  });
}

function idpProvider({ identityProvider }: World): Provider {
  const { issuer } = identityProvider;
  return { id: "idp", name: "IdP", type: "oidc", issuer, clientId: "application", clientSecret: "s" };
}

function linkProvider({ links }: World): Provider {
  return {
    id: "link",
    name: "Link",
    type: "email",
    maxAge: 600,
    sendVerificationRequest: async ({ identifier, url }) => void links.push({ to: identifier, url }),
  } as Provider;
}

/** Somebody with the second step on, reached by e-mail. */
export async function protect({ database }: World, accountId: string, email: string): Promise<void> {
  const enabledAt = new Date();
  await database.twoFactorAccount.upsert({
    where: { accountId },
    create: { accountId, enabledAt },
    update: { enabledAt },
  });
  await database.twoFactorAuthenticator.create({
    data: { id: randomUUID(), accountId, factor: "email", address: email, verifiedAt: new Date() },
  });
}
