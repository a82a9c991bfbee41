import type { NextRequest } from "next/server";
import type { Account, NextAuthConfig, Profile, User } from "next-auth";
import type { JWT } from "next-auth/jwt";
import type { BrowserPort } from "@/lib/two-factor/flows/sign-in/ports";
import type { TwoFactor } from "@/lib/two-factor/two-factor";

/** What an application gives to NextAuth: the configuration, or the function that makes it for a request. */
export type AuthConfig =
  | NextAuthConfig
  | ((request: NextRequest | undefined) => NextAuthConfig | Promise<NextAuthConfig>);

/** The settings of `authConfig` that say how a session is kept: all that is needed to read its cookie. */
export type SessionSettings = Pick<
  NextAuthConfig,
  "adapter" | "cookies" | "jwt" | "secret" | "session" | "useSecureCookies"
>;

/** What a first step brought: what NextAuth gives to the `signIn` callback. */
export type FirstStep = { user: User; account: Account; profile?: Profile | undefined };

export type GateConfig = {
  twoFactor: TwoFactor;
  browser: BrowserPort;
  /** The Cookie header of the request under way, or null. */
  cookieHeader: () => Promise<string | null>;
  /** NextAuth's secret, where `authConfig` leaves it to the environment; several while it is being changed. */
  secret: string | string[];
  /** Is the public origin https? NextAuth names its cookies by it. */
  secureCookies: boolean;
  /** The page that asks for the code: a path of this site, such as "/verify". */
  codePage: string;
  /** The settings by which the guards read a session, where they are given to them apart: they have to be the same. */
  readWith?: SessionSettings;
  /**
   * How long a session lasts: as NextAuth's `session.maxAge` says, or as `limits.session` of the add-on does, in the cookie
   * too. "application" where it is left out.
   */
  sessionLifetime?: "application" | "countersign";
  /**
   * The id of the account that signs in, as it stands in `two_factor_account`; null refuses. Needed for OAuth without an
   * adapter, where NextAuth makes up a new `user.id` at every sign-in. With an adapter its user is the account.
   */
  accountOf?: (step: FirstStep) => string | null | Promise<string | null>;
  /**
   * Sessions from before the adoption: "continue", where it is left out, lets them go on for people without a second step;
   * the others sign in again, with it. "end" ends them all.
   */
  earlierSessions?: "continue" | "end";
  /** Whose a token from before the adoption is, where `accountOf` says it at sign-in; without it such tokens end. */
  accountOfToken?: (token: JWT) => string | null | Promise<string | null>;
};

/** The part of it that reading a session's cookie needs. */
export type ReaderConfig = Omit<GateConfig, "codePage" | "readWith">;
