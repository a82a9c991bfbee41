import type { NextAuthConfig } from "next-auth";
import type { GateConfig } from "@/lib/two-factor/next-auth/gate-config";
import { knownProviders, secondStepId } from "@/lib/two-factor/next-auth/providers";

/** One line per setting that would leave a gate open or closed for good; empty when all is well. */
export function configFaults(own: NextAuthConfig, { accountOf, codePage }: GateConfig): string[] {
  const providers = knownProviders(own);
  const idsOf = (...types: string[]) => providers.filter(({ type }) => types.includes(type)).map(({ id }) => `"${id}"`);
  const [webauthn, links, oauth] = [idsOf("webauthn"), idsOf("email"), idsOf("oauth", "oidc")];
  const needs: [boolean, string][] = [
    [webauthn.length > 0, `providers: ${webauthn} signs in past the second step, take it out`],
    [
      Boolean(own.experimental?.enableWebAuthn),
      "experimental.enableWebAuthn: must be off, it signs in past the second step",
    ],
    [providers.some(({ id }) => id === secondStepId), `providers: the id "${secondStepId}" is ours, choose another`],
    [links.length > 0 && !own.adapter, `adapter: must be set, ${links} keeps its links there`],
    [
      oauth.length > 0 && !own.adapter && !accountOf,
      `accountOf: must be set, since without an adapter ${oauth} gives a person a new id at every sign-in`,
    ],
    [Boolean(own.adapter && accountOf), "accountOf: must be left out, the adapter's user is the account"],
    [isDatabaseStrategy(own), 'session.strategy: must be "jwt"'],
    [!/^\/[^/\\]/.test(codePage), "codePage: must be a path of this site"],
  ];
  return needs.flatMap(([isWrong, line]) => (isWrong ? [line] : []));
}

/** As NextAuth decides it. */
function isDatabaseStrategy({ session, adapter }: Pick<NextAuthConfig, "session" | "adapter">): boolean {
  return (session?.strategy ?? (adapter ? "database" : "jwt")) === "database";
}
