import type { NextAuthConfig } from "next-auth";
import type { GateConfig, SessionSettings } from "@/lib/two-factor/next-auth/gate-config";
import { knownProviders, secondStepId } from "@/lib/two-factor/next-auth/providers";
import { isDatabaseStrategy } from "@/lib/two-factor/next-auth/session-settings";

type Judged = [isWrong: boolean, line: string];

/** One line per setting that would leave a gate open or closed for good; empty when all is well. */
export function configFaults(own: NextAuthConfig, gate: GateConfig): string[] {
  const judged = [...judgeProviders(own), ...judgeAccounts(own, gate), ...judgeSessions(own, gate)];
  return judged.flatMap(([isWrong, line]) => (isWrong ? [line] : []));
}

function judgeProviders(own: NextAuthConfig): Judged[] {
  const webauthn = idsOf(own, ["webauthn"]);
  const isTaken = knownProviders(own).some(({ id }) => id === secondStepId);
  return [
    [webauthn.length > 0, `providers: ${webauthn} signs in past the second step, take it out`],
    [
      Boolean(own.experimental?.enableWebAuthn),
      "experimental.enableWebAuthn: must be off, it signs in past the second step",
    ],
    [isTaken, `providers: the id "${secondStepId}" is ours, choose another`],
  ];
}

function judgeAccounts(own: NextAuthConfig, { accountOf }: GateConfig): Judged[] {
  const [links, oauth] = [idsOf(own, ["email"]), idsOf(own, ["oauth", "oidc"])];
  return [
    [links.length > 0 && !own.adapter, `adapter: must be set, ${links} keeps its links there`],
    [
      oauth.length > 0 && !own.adapter && !accountOf,
      `accountOf: must be set, since without an adapter ${oauth} gives a person a new id at every sign-in`,
    ],
    [Boolean(own.adapter && accountOf), "accountOf: must be left out, the adapter's user is the account"],
  ];
}

function judgeSessions(own: NextAuthConfig, { codePage, readWith }: GateConfig): Judged[] {
  const isDatabase = isDatabaseStrategy(own);
  const isPasswordOnly = knownProviders(own).every(({ type }) => type === "credentials");
  return [
    [isDatabase && !own.adapter, "adapter: must be set, database sessions are kept there"],
    [
      isDatabase && Boolean(own.adapter) && isPasswordOnly,
      'session.strategy: must be "jwt", NextAuth keeps no database sessions for Credentials providers alone',
    ],
    [
      readWith !== undefined && !isReadAlike(own, readWith),
      "sessions: must hold session, cookies, secret and adapter as your NextAuth configuration does",
    ],
    [!/^\/[^/\\]/.test(codePage), "codePage: must be a path of this site"],
  ];
}

/** Whether the guards would find the session that NextAuth keeps. What neither says is its default for both. */
function isReadAlike(own: NextAuthConfig, read: SessionSettings): boolean {
  const secrets = [own.secret, read.secret].filter((secret) => secret !== undefined).map((secret) => [secret].flat());
  return (
    isDatabaseStrategy(own) === isDatabaseStrategy(read) &&
    own.cookies?.sessionToken?.name === read.cookies?.sessionToken?.name &&
    secrets.every((secret) => secret.join() === secrets[0]?.join())
  );
}

function idsOf(own: NextAuthConfig, types: readonly string[]): string[] {
  return knownProviders(own)
    .filter(({ type }) => types.includes(type))
    .map(({ id }) => `"${id}"`);
}
