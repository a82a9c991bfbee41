import type { Account, NextAuthConfig } from "next-auth";
import type { CredentialInput, CredentialsConfig, Provider } from "next-auth/providers";

/** The provider that takes the code. */
export const secondStepId = "second-step";

type Providers = Pick<NextAuthConfig, "providers">;
type Known = {
  id: string;
  type: string;
  allowDangerousEmailAccountLinking?: boolean;
  credentials?: Record<string, CredentialInput>;
  account?: (tokens: Partial<Account>) => object | undefined;
};

/** Each provider as NextAuth reads it: a function is called, and what the application set goes before the defaults. */
export function knownProviders({ providers }: Providers): Known[] {
  return providers.map((each) => {
    const { options, ...defaults } = typeof each === "function" ? each({}) : each;
    return { ...defaults, ...options } as Known;
  });
}

function knownProvider(own: Providers, wanted: string): Known | undefined {
  return knownProviders(own).find(({ id }) => id === wanted);
}

export function linksByEmail(own: Providers, id: string): boolean {
  return knownProvider(own, id)?.allowDangerousEmailAccountLinking === true;
}

/** Whether this Credentials provider declares a password among its fields. */
export function asksForPassword(own: Providers, id: string): boolean {
  const fields = Object.entries(knownProvider(own, id)?.credentials ?? {});
  return fields.some(([name, { type }]) => name === "password" || type === "password");
}

/** What an adapter is to keep of a provider's answer, as NextAuth chooses it. */
export function accountFields(own: Providers, given: Account): object {
  const { provider, providerAccountId: _, type: __, userId: ___, ...tokens } = given;
  const choose = knownProvider(own, provider)?.account ?? defaultFields;
  return choose(tokens) ?? {};
}

const kept = ["access_token", "id_token", "refresh_token", "expires_at", "scope", "token_type", "session_state"];

function defaultFields(tokens: object): object {
  return Object.fromEntries(
    Object.entries(tokens).filter(([name, value]) => kept.includes(name) && value !== undefined),
  );
}

/**
 * A Credentials provider has to say who it is: where `authorize` gives no id, NextAuth makes up a new one each time, and no
 * second step is ever owed. Such a user is refused.
 */
export function namingTheAccount(provider: Provider): Provider {
  const made = typeof provider === "function" ? provider({}) : provider;
  if (made.type !== "credentials") return provider;
  const options: Partial<CredentialsConfig> = made.options ?? {};
  const authorize = options.authorize ?? made.authorize;
  const onlyWithId: CredentialsConfig["authorize"] = async (...given) => {
    const user = await authorize(...given);
    return user?.id ? user : null;
  };
  return { ...made, options: { ...options, authorize: onlyWithId } };
}
