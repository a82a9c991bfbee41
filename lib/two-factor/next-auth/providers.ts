import type { NextAuthConfig } from "next-auth";
import type { Provider } from "next-auth/providers";
import type { CredentialsConfig } from "next-auth/providers/credentials";

/** The provider that takes the code. */
export const secondStepId = "second-step";

type Known = { id: string; type: string; allowDangerousEmailAccountLinking?: boolean };

/** Each provider as NextAuth reads it: a function is called, and what the application set goes before the defaults. */
export function knownProviders({ providers }: Pick<NextAuthConfig, "providers">): Known[] {
  return providers.map((each) => {
    const { options, ...defaults } = typeof each === "function" ? each({}) : each;
    return { ...defaults, ...options } as Known;
  });
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
